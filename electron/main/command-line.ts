import { isAbsolute, resolve } from 'node:path';

/** Where one person's desk lives, apart from the shell's own caches beneath it. */
export interface DeskDirectories {
  /** Handed to core; the command line, then BANBIENTAP_DATA, then the system's place for this app. */
  readonly data: string;
  /** Chromium's profile; the single-instance lock follows it, so two people's desks run side by side. */
  readonly shell: string;
}

/** Reads `--desk-data=DIRECTORY` and BANBIENTAP_DATA; relative paths count from `cwd`. */
export function deskDirectories(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  cwd: string,
  systemDirectory: string,
): DeskDirectories {
  const option = argv.find((argument) => argument.startsWith('--desk-data='))?.slice('--desk-data='.length);
  const chosen = option || environment.BANBIENTAP_DATA || systemDirectory;
  const data = isAbsolute(chosen) ? chosen : resolve(cwd, chosen);
  return { data, shell: resolve(data, 'shell') };
}
