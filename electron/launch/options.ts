import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Roles of the trial board whose desk may be opened. */
export const trialRoles = ['head', 'deputy', 'secretary', 'centreRep', 'member'] as const;
export type TrialRole = (typeof trialRoles)[number];

export interface StartOptions {
  readonly role: TrialRole;
  /** Starts over: the trial's data is removed first. */
  readonly fresh: boolean;
  /** Builds and opens again whenever a source changes. */
  readonly watch: boolean;
  /** Where the trial portal and the trial desks keep their data. */
  readonly data: string;
}

/** Thrown with a sentence for the person at the terminal. */
export class LaunchError extends Error {}

/** Reads `--role`, `--fresh`, `--watch` and `--data`; anything else is refused by name. */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parsed(args);
  const role = trialRoles.find((one) => one === values.role);
  if (role === undefined) throw new LaunchError(`--role is one of: ${trialRoles.join(', ')}`);
  return { role, fresh: values.fresh, watch: values.watch, data: values.data };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        role: { type: 'string', default: 'head' },
        fresh: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        data: { type: 'string', default: join(homedir(), '.ban-bien-tap-trial') },
      },
    });
  } catch (error) {
    throw new LaunchError(error instanceof Error ? error.message : String(error));
  }
}
