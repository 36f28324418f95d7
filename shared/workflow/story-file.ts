import { z } from 'zod';
import { type Instant, instantFromMs } from '../lib/instant.ts';
import { castShape, type StoryPerson, type StorySection, type StorySubPortal } from './story-cast.ts';
import { type Act, isAct, type Step, stepSchema, withOf } from './story-step.ts';
import { nameSchema, storyLimits } from './story-with.ts';

const switches = z.array(z.string().max(64)).max(300).default([]);

const storySchema = z.strictObject({
  id: nameSchema,
  title: z.string().min(1).max(300),
  ...castShape,
  rules: z.strictObject({ enable: switches, disable: switches }).optional(),
  steps: z.array(stepSchema).min(1).max(storyLimits.steps),
});

const storyFileSchema = z.strictObject({
  format: z.literal(1),
  profile: z.string().regex(/^[a-z0-9-]{3,64}$/),
  note: z.string().max(1_000).optional(),
  ...castShape,
  stories: z.array(storySchema).min(1).max(storyLimits.stories),
});

/** A story with its cast and its clock, ready to be played. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly clock: Instant;
  readonly people: readonly StoryPerson[];
  readonly sections: readonly StorySection[];
  readonly subPortals: readonly StorySubPortal[];
  readonly rules: { readonly enable: readonly string[]; readonly disable: readonly string[] };
  readonly steps: readonly Step[];
}

export interface StoryFile {
  readonly profile: string;
  readonly stories: readonly Story[];
}

/** Thrown when a story file is not usable; names the path inside the file and the reason. */
export class StoryError extends Error {
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  constructor(problems: readonly { readonly path: string; readonly reason: string }[]) {
    super(problems.map(({ path, reason }) => `${path}: ${reason}`).join('\n'));
    this.name = 'StoryError';
    this.problems = problems;
  }
}

/** Reads a story file whole or refuses it whole; besides the shape it checks that every name used was introduced. */
export function parseStoryFile(input: unknown): StoryFile {
  const parsed = storyFileSchema.safeParse(input);
  if (!parsed.success) {
    throw new StoryError(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })));
  }
  const file = parsed.data;
  const problems: { path: string; reason: string }[] = [];
  const stories = file.stories.map((story, index): Story => {
    const problem = (path: string, reason: string): void => {
      problems.push({ path: `stories.${index}.${path}`, reason });
    };
    const clock = story.clock ?? file.clock;
    if (clock === undefined) problem('clock', 'neither the story nor the file says when it begins');
    const people = story.people ?? file.people;
    if (people === undefined) problem('people', 'neither the story nor the file has people');
    if (file.stories.findIndex(({ id }) => id === story.id) !== index) problem('id', `duplicate id ${story.id}`);
    return {
      id: story.id,
      title: story.title,
      clock: clock ?? instantFromMs(0),
      people: people ?? [],
      sections: story.sections ?? file.sections ?? [{ id: 'tin-tuc', field: '', subPortal: null }],
      subPortals: story.subPortals ?? file.subPortals ?? [],
      rules: story.rules ?? { enable: [], disable: [] },
      steps: story.steps,
    };
  });
  stories.forEach((story, index) => {
    for (const { path, reason } of nameProblems(story)) problems.push({ path: `stories.${index}.${path}`, reason });
  });
  if (problems.length > 0) throw new StoryError(problems);
  return { profile: file.profile, stories };
}

function nameProblems(story: Story): { path: string; reason: string }[] {
  const problems: { path: string; reason: string }[] = [];
  const people = new Set(story.people.map(({ id }) => id));
  const sections = new Set(story.sections.map(({ id }) => id));
  const subPortals = new Set(story.subPortals.map(({ id }) => id));
  const twice = (kind: string, ids: readonly string[]): void => {
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) {
      problems.push({ path: kind, reason: `duplicate id ${id}` });
    }
  };
  twice(
    'people',
    story.people.map(({ id }) => id),
  );
  twice(
    'sections',
    story.sections.map(({ id }) => id),
  );
  twice(
    'subPortals',
    story.subPortals.map(({ id }) => id),
  );
  story.people.forEach(({ roles }, index) => {
    for (const { sections: of, under } of roles) {
      for (const id of of ?? []) {
        if (!sections.has(id)) problems.push({ path: `people.${index}.roles`, reason: `unknown section ${id}` });
      }
      if (under !== null && !people.has(under)) {
        problems.push({ path: `people.${index}.roles`, reason: `unknown person ${under}` });
      }
    }
  });
  story.sections.forEach(({ subPortal }, index) => {
    if (subPortal !== null && !subPortals.has(subPortal)) {
      problems.push({ path: `sections.${index}.subPortal`, reason: `unknown sub-portal ${subPortal}` });
    }
  });
  let clock = story.clock;
  const items = new Set<string>();
  story.steps.forEach((step, index) => {
    const problem = (reason: string): void => void problems.push({ path: `steps.${index}`, reason });
    if ('clock' in step) {
      if (step.clock < clock) problem('the clock goes forward only');
      clock = step.clock;
    }
    if ('wait' in step) clock = instantFromMs(Date.parse(clock) + step.wait);
    if ('administration' in step) {
      const { administration: done } = step;
      const person =
        'disable' in done
          ? done.disable
          : 'enable' in done
            ? done.enable
            : 'revokeRole' in done
              ? done.revokeRole.person
              : null;
      if (person !== null && !people.has(person)) problem(`unknown person ${person}`);
      if ('subPortal' in done && !subPortals.has(done.subPortal.id)) problem(`unknown sub-portal ${done.subPortal.id}`);
    }
    if (!isAct(step)) return;
    if (!people.has(step.by)) problem(`unknown person ${step.by}`);
    if (step.does === 'receive' && step.expect === 'ok') items.add(step.item);
    for (const person of peopleNamed(step)) if (!people.has(person)) problem(`unknown person ${person}`);
  });
  return problems;
}

function peopleNamed(step: Act): readonly string[] {
  const named: (string | null | undefined)[] = [
    step.then?.specialist,
    step.then?.approvedBy,
    step.then?.holder?.person,
  ];
  switch (step.does) {
    case 'classify':
      named.push(withOf(step, 'classify').person);
      break;
    case 'route':
      named.push(withOf(step, 'route').specialist);
      break;
    case 'delegate':
      named.push(withOf(step, 'delegate').to);
      break;
    case 'assign':
      named.push(withOf(step, 'assign').to, withOf(step, 'assign').under);
      break;
    case 'recordAbsence':
      named.push(withOf(step, 'recordAbsence').person);
      break;
    default:
      break;
  }
  return named.filter((name) => typeof name === 'string');
}
