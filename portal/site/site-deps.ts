import type { Instant } from '#shared/lib/instant.ts';
import type { PublicationSource } from './publication-source.ts';

/** What the public site needs of the server it runs in. */
export interface SiteDeps {
  readonly source: PublicationSource;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Scheme, host and port the public reaches the site at, `https://portal.example:8443`; asked for at each request. */
  readonly origin: () => string;
  /** Name the portal's own administrator is recorded under, or null when the password is wrong. */
  readonly adminSignIn: (password: string) => Promise<string | null>;
  /** Called for failures the visitor is not told about. */
  readonly onError: (error: unknown) => void;
}
