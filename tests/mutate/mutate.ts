/**
 * `npm run mutate [-- --profile ID] [--seconds N]` breaks each step's guard in each profile in turn and runs the checker,
 * the stories and the exploration against it; a mutant nobody notices makes it fail. Figures go to docs/evidence/.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkProfile } from '#shared/regulation/check-profile.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { DueOf } from '#shared/workflow/story-expectation.ts';
import type { Story } from '#shared/workflow/story-file.ts';
import { playStory } from '#shared/workflow/story-play.ts';
import { type Exploration, type ExploreOptions, explore } from '../simulation/explore.ts';
import { quick } from '../simulation/sizes.ts';
import { profileIds, shippedDue, shippedProfile, shippedStories } from '../stories/shipped.ts';
import { profileMutants } from './profile-mutants.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    seconds: { type: 'string', default: '3600' },
    write: { type: 'boolean', default: false },
  },
});
/** Every corner the whole exploration came to, and one act on from there. */
const around = (seeds: Exploration['corners']): ExploreOptions => ({
  depth: 1,
  asideDepth: 1,
  everybodyEverywhere: false,
  seeds,
});
const dueOf = shippedDue();
const until = performance.now() + Number(values.seconds) * 1_000;

for (const id of values.profile === undefined ? profileIds : [values.profile]) {
  const profile = shippedProfile(id);
  const { stories } = shippedStories(id);
  const { corners } = explore(profile, quick);
  const expected = explore(profile, around(corners)).powers.join('\n');
  const killedBy = { checker: 0, stories: 0, exploration: 0 };
  const survivors: string[] = [];
  let mutants = 0;
  let whole = true;
  for (const { name, profile: broken } of profileMutants(profile)) {
    if (performance.now() > until) {
      whole = false;
      break;
    }
    mutants += 1;
    const killer = killerOf(broken, stories, corners, expected);
    if (killer === null) survivors.push(name);
    else killedBy[killer] += 1;
  }
  const line = JSON.stringify({
    mutate: 'profile',
    profile: id,
    mutants,
    killedBy,
    survivors,
    whole,
    node: process.version,
  });
  console.log(line);
  if (survivors.length > 0) process.exitCode = 1;
  if (values.write) {
    const folder = new URL('../../docs/evidence/', import.meta.url);
    mkdirSync(folder, { recursive: true });
    appendFileSync(new URL('mutate.jsonl', folder), `${line}\n`);
  }
}

/** Who notices first; null when nobody does. */
function killerOf(
  broken: Profile,
  stories: readonly Story[],
  corners: Exploration['corners'],
  expected: string,
): 'checker' | 'stories' | 'exploration' | null {
  for (const story of stories) {
    if (!holds(story, broken, dueOf)) return 'stories';
  }
  if (checkProfile(broken).length > 0) return 'checker';
  const { violations, powers } = explore(broken, around(corners));
  return violations.length > 0 || powers.join('\n') !== expected ? 'exploration' : null;
}

/** Whether a story goes as it says; one that cannot even be played does not. */
function holds(story: Story, profile: Profile, due: DueOf): boolean {
  try {
    return playStory(story, profile, { dueOf: due }).every(({ unmet }) => unmet.length === 0);
  } catch {
    return false;
  }
}
