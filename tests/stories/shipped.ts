import { readdirSync, readFileSync } from 'node:fs';
import { parseCalendarFile } from '#shared/regulation/calendar.ts';
import { type Profile, parseProfile } from '#shared/regulation/profile.ts';
import { dueIn } from '#shared/workflow/story-due.ts';
import type { DueOf } from '#shared/workflow/story-expectation.ts';
import { parseStoryFile, type StoryFile } from '#shared/workflow/story-file.ts';

const root = new URL('../../', import.meta.url);

/** Ids of the profiles that ship. */
export const profileIds: readonly string[] = readdirSync(new URL('resources/regulations/', root))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

/** A profile that ships, as it stands in its file. */
export function shippedProfile(id: string): Profile {
  return parseProfile(JSON.parse(readFileSync(new URL(`resources/regulations/${id}.json`, root), 'utf8')));
}

/** The stories of a profile that ships. */
export function shippedStories(id: string): StoryFile {
  return parseStoryFile(JSON.parse(readFileSync(new URL(`tests/fixtures/stories/${id}.json`, root), 'utf8')));
}

/** Due times in the calendar that ships. */
export function shippedDue(): DueOf {
  return dueIn(parseCalendarFile(readFileSync(new URL('resources/calendars/vietnam-public-sector.json', root))));
}
