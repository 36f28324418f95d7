/** `npm run bench -- <name>` runs one bench and prints its figures as JSON lines; without a name it lists them. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SUFFIX = '.bench.ts';
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

const fileOf = (name: string): string => path.join(import.meta.dirname, `${name}${SUFFIX}`);

/** The first sentence of a bench's opening comment. */
function purposeOf(name: string): string {
  return (
    /^\/\*\*\s*([\s\S]*?)(?:\.\s|\*\/)/.exec(readFileSync(fileOf(name), 'utf8'))?.[1]?.replace(/\s*\n \*\s*/g, ' ') ??
    ''
  );
}

const [wanted, ...words] = process.argv.slice(2);
if (wanted === undefined) {
  console.log(
    `npm run bench -- <name>\n${names.map((name) => `  ${name.padEnd(10)} ${purposeOf(name).trim()}`).join('\n')}`,
  );
} else if (names.includes(wanted)) {
  const child = spawn(process.execPath, [fileOf(wanted), ...words], { stdio: 'inherit' });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(`There is no bench "${wanted}"; there are: ${names.join(', ') || 'none'}.`);
  process.exitCode = 2;
}
