import type { ExploreOptions } from './explore.ts';

/** What the tests explore: to a depth that takes an item through publication and back, in the time CI has. */
export const quick: ExploreOptions = { depth: 8, asideDepth: 4, everybodyEverywhere: false };

/** Where it is written down who may do what under a profile, as read against its regulation. */
export function powersFile(profile: string): URL {
  return new URL(`./powers/${profile}.txt`, import.meta.url);
}
