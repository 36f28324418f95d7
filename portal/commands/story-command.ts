import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Calendar, parseCalendarFile } from '#shared/regulation/calendar.ts';
import { formatCitation } from '#shared/regulation/citation.ts';
import { type Profile, parseProfile } from '#shared/regulation/profile.ts';
import { dueIn } from '#shared/workflow/story-due.ts';
import { parseStoryFile, type Story } from '#shared/workflow/story-file.ts';
import { playStory, type StepReport } from '#shared/workflow/story-play.ts';
import type { Step } from '#shared/workflow/story-step.ts';
import { storyLimits } from '#shared/workflow/story-with.ts';
import { profileBytes, profileFile, readJsonFile } from './json-file.ts';

export interface StoryOptions {
  /** File or id of another profile than the one the stories name. */
  readonly profile?: string | undefined;
  /** One JSON object a step in place of sentences. */
  readonly json: boolean;
}

/** Plays every story of a file and prints what came of each step; gives the number of expectations that failed. */
export async function playStories(
  file: string,
  { profile: chosen, json }: StoryOptions,
  print: (line: string) => void,
): Promise<number> {
  const { profile: id, stories } = parseStoryFile(await readJsonFile(file, storyLimits.bytes));
  const profile = parseProfile(await readJsonFile(profileFile(chosen ?? id), profileBytes));
  const dueOf = dueIn(await readCalendar());
  let steps = 0;
  let unmet = 0;
  for (const story of stories) {
    if (!json) print(`${story.id}: ${story.title}`);
    for (const report of playStory(story, profile, { dueOf })) {
      steps += 1;
      unmet += report.unmet.length;
      for (const line of json ? [JSON.stringify(record(story, report))] : sentences(report, profile)) print(line);
    }
  }
  if (!json) {
    const counts = [stories.length, steps, unmet];
    print(
      `${counts[0]} truyện, ${counts[1]} bước, ${counts[2]} chỗ sai / ${counts[0]} stories, ${counts[1]} steps, ${counts[2]} unmet`,
    );
  }
  return unmet;
}

async function readCalendar(): Promise<Calendar> {
  const file = path.join(import.meta.dirname, '../../resources/calendars/vietnam-public-sector.json');
  return parseCalendarFile(await readFile(file));
}

function record(story: Story, { index, step, at, outcome, unmet }: StepReport): object {
  return {
    story: story.id,
    step: index + 1,
    at,
    did: wordsOf(step),
    outcome: outcome === null ? 'passed' : outcome.accepted ? 'accepted' : 'refused',
    ...(outcome?.accepted === true &&
      outcome.item !== null && { state: outcome.item.state, holder: outcome.item.holder.role }),
    ...(outcome?.accepted === false && { code: outcome.refusal.code, article: outcome.refusal.citation }),
    unmet,
  };
}

function sentences({ index, step, at, outcome, unmet }: StepReport, profile: Profile): readonly string[] {
  const told =
    outcome === null
      ? at
      : outcome.accepted
        ? `chấp nhận / accepted${outcome.item === null ? '' : ` → ${stateTitle(profile, outcome.item.state)}`}`
        : `từ chối / refused: ${outcome.refusal.code} (${
            outcome.refusal.citation === null
              ? 'không có trong Quy chế / not in the regulation'
              : formatCitation(outcome.refusal.citation, 'vi')
          })`;
  return [
    `  ${String(index + 1).padStart(3)}. ${wordsOf(step)}: ${told}`,
    ...unmet.map(({ what, expected, found }) => `       ✗ ${what}: cần / expected ${expected}; có / found ${found}`),
  ];
}

function stateTitle(profile: Profile, state: string): string {
  return profile.states.find(({ id }) => id === state)?.title.vi ?? state;
}

function wordsOf(step: Step): string {
  if ('does' in step) return `${step.by} ${step.does}${step.item === 'item' ? '' : ` ${step.item}`}`;
  if ('administration' in step) return `quản trị / administration ${Object.keys(step.administration).join(', ')}`;
  if ('pageEdited' in step) return 'sửa trang trên Cổng / page edited on the portal';
  return 'thời gian / clock';
}
