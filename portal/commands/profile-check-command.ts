import { checkProfile } from '#shared/regulation/check-profile.ts';
import { findingSentences } from '#shared/regulation/finding-sentences.ts';
import { profileBytes, profileFile, readJsonFile } from './json-file.ts';

/** Checks a profile and prints every finding with its file and path; gives their number. */
export async function checkProfileFile(
  fileOrId: string,
  json: boolean,
  print: (line: string) => void,
): Promise<number> {
  const file = profileFile(fileOrId);
  const findings = checkProfile(await readJsonFile(file, profileBytes));
  for (const { code, path, subject } of findings) {
    print(
      json
        ? JSON.stringify({ file, code, path, subject })
        : `${file}: ${path}: ${findingSentences[code].vi} / ${findingSentences[code].en}: ${subject}`,
    );
  }
  if (!json && findings.length === 0) print(`${file}: dùng được / usable`);
  return findings.length;
}
