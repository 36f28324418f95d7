import { randomBytes } from 'node:crypto';
import type { Clock, DeskPorts, Log, Notice } from './ports.ts';

/** What a desk without a shell may be given in place of the defaults. */
export interface NodePortsOptions {
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly renderPage?: DeskPorts['renderPage'];
  readonly printToPdf?: DeskPorts['printToPdf'];
  readonly notify?: (notice: Notice) => void;
  readonly log?: Log;
}

const machineClock: Clock = {
  now: () => new Date().toISOString(),
  epochMilliseconds: () => Date.now(),
};

/**
 * Ports of a desk that runs in plain Node, without a window: the machine's clock and randomness, no keyring (so the
 * key is sealed with a passphrase), nothing drawn, nothing opened outside.
 */
export function nodePorts(options: NodePortsOptions): DeskPorts {
  const unavailable = (what: string) => async (): Promise<never> => {
    throw new Error(`${what} needs a shell with windows`);
  };
  return {
    clock: options.clock ?? machineClock,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    paths: { data: options.dataDir },
    secrets: { strength: 'passphrase', seal: unavailable('a keyring'), unseal: unavailable('a keyring') },
    notify: async (notice) => options.notify?.(notice),
    renderPage: options.renderPage ?? unavailable('drawing a page'),
    printToPdf: options.printToPdf ?? unavailable('printing'),
    openExternal: async () => false,
    saveFile: async () => false,
    setLanguage: async () => undefined,
    log: options.log ?? (() => undefined),
  };
}
