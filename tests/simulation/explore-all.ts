/**
 * `node tests/simulation/explore-all.ts [--profile ID] [--depth N]` explores profiles in full and prints counts as JSON
 * lines; `--write` puts down who may do what, to be read before it is committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { profileIds, shippedProfile } from '../stories/shipped.ts';
import { explore } from './explore.ts';
import { powersFile, quick } from './sizes.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    depth: { type: 'string', default: '40' },
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    everybody: { type: 'boolean', default: false },
    atMost: { type: 'string' },
  },
});

for (const id of values.profile === undefined ? profileIds : [values.profile]) {
  const started = performance.now();
  const size =
    values.quick || values.write
      ? quick
      : {
          depth: Number(values.depth),
          asideDepth: Number(values.depth),
          everybodyEverywhere: values.everybody,
          ...(values.atMost !== undefined && { atMost: Number(values.atMost) }),
        };
  const { powers, violations, corners, ...counts } = explore(shippedProfile(id), size);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(
    JSON.stringify({
      ...counts,
      corners: corners.length,
      powers: powers.length,
      violations: violations.length,
      seconds,
    }),
  );
  for (const violation of violations.slice(0, 40)) console.log(`  ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
  if (values.write) {
    mkdirSync(new URL('.', powersFile(id)), { recursive: true });
    writeFileSync(powersFile(id), `${powers.join('\n')}\n`);
  }
}
