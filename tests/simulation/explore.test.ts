import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profileIds, shippedProfile } from '../stories/shipped.ts';
import { explore } from './explore.ts';
import { powersFile, quick } from './sizes.ts';

describe.each(profileIds)('everything people can do under %s', (id) => {
  const { violations, powers, corners: _corners, ...counts } = explore(shippedProfile(id), quick);
  console.log(JSON.stringify(counts));

  test('goes deep enough to mean something', () => {
    expect({ depth: counts.fixpoint ? quick.depth : counts.depth, many: counts.accepted > 1_000 }).toEqual({
      depth: quick.depth,
      many: true,
    });
  });

  test('publishes nothing unapproved, lets nobody act beyond their powers, leaves no dead end, and desk and server agree', () => {
    expect(violations).toEqual([]);
  });

  test('is as recorded step by step, so that a change of who may do what is seen', () => {
    expect(powers).toEqual(readFileSync(powersFile(id), 'utf8').trimEnd().split('\n'));
  });
});
