/** Plays the comparison's property tests at full length and prints one JSON line each; a failure ends it with the case. */
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { anyEditIsFound, unalteredMatches } from '../fixtures/verification/comparison-properties.ts';

const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 20_261_122);
const properties = [
  ['any single edit of any text is found', (numRuns: number) => fc.check(anyEditIsFound, { numRuns, seed }), runs],
  [
    'any article unaltered on any template is a match',
    (numRuns: number) => fc.check(unalteredMatches, { numRuns, seed }),
    Math.ceil(runs / 4),
  ],
] as const;

for (const [name, property, numRuns] of properties) {
  const started = performance.now();
  const result = await property(numRuns);
  console.log(
    JSON.stringify({
      torture: 'verify',
      property: name,
      runs: result.numRuns,
      skipped: result.numSkips,
      seed,
      failed: result.failed,
      seconds: Math.round((performance.now() - started) / 1_000),
      ...(result.failed
        ? { error: String(result.errorInstance).slice(0, 2_000), path: result.counterexamplePath }
        : {}),
      machine: { cores: availableParallelism(), node: process.version },
    }),
  );
  if (result.failed) process.exitCode = 1;
}
