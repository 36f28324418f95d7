/** `npm run verify`: judges pages against approved texts, one by one or as a stream. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runStream } from './run-stream.ts';
import { verifyOne } from './verify-one.ts';

const usage = `npm run verify -- --stream                              cases on stdin, answers on stdout, one JSON a line
npm run verify -- <URL> <approved.json|approved.html>   one page, read from the network
npm run verify -- <page.html> <approved.json|approved.html> [address]   one page, read from a file
npm run verify -- --torture [runs]                       the property tests, 100,000 runs each
`;

/** Returns the process's exit code: 0 for a match, 1 for anything found or unseen, 2 for a wrong call. */
async function main(words: readonly string[]): Promise<number> {
  const [first, second, third] = words;
  if (first === '--stream') {
    await runStream(process.stdin, process.stdout);
    return 0;
  }
  if (first === '--torture') return torture(second);
  if (first !== undefined && second !== undefined && !first.startsWith('-')) return verifyOne(first, second, third);
  process.stderr.write(usage);
  return 2;
}

/** The property tests live with the tests; this only starts them at full length. */
function torture(runs: string | undefined): Promise<number> {
  const script = path.join(import.meta.dirname, '../../../tests/bench/verify-torture.ts');
  if (!existsSync(script)) {
    process.stderr.write('The property tests are part of the source tree and are not here.\n');
    return Promise.resolve(2);
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...(runs === undefined ? [] : [runs])], { stdio: 'inherit' });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave early.
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));
