import type { Accounts } from '../accounts/accounts.ts';
import type { Signer } from '../accounts/ed25519.ts';
import type { PortalLimits } from '../config.ts';
import type { PublicationAddresses } from '../publications/publication-addresses.ts';
import type { BlobFiles } from '../store/blob-files.ts';
import type { PortalStore } from '../store/portal-store.ts';

/** What the interface needs of the server around it. */
export interface ApiPorts {
  readonly name: string;
  readonly store: PortalStore;
  readonly blobs: BlobFiles;
  readonly accounts: Accounts;
  readonly addresses: PublicationAddresses;
  readonly signer: Signer;
  readonly limits: PortalLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}
