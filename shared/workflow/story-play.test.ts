import { describe, expect, test } from 'vitest';
import { profileIds, shippedDue, shippedProfile, shippedStories } from '../../tests/stories/shipped.ts';
import { parseStoryFile, StoryError } from './story-file.ts';
import { playStory } from './story-play.ts';

const dueOf = shippedDue();

describe.each(profileIds)('%s', (id) => {
  const profile = shippedProfile(id);
  const { profile: named, stories } = shippedStories(id);

  test('has at least twelve stories of its own', () => {
    expect({ named, enough: stories.length >= 12 }).toEqual({ named: id, enough: true });
  });

  test.each(stories.map((story) => [story.id, story] as const))('%s', (_id, story) => {
    const unmet = playStory(story, profile, { dueOf }).flatMap(({ index, unmet: wrong }) =>
      wrong.map((one) => ({ step: index + 1, ...one })),
    );
    expect(unmet).toEqual([]);
  });
});

const people = [
  { id: 'centre', name: 'Trung tâm', roles: ['centreRep'] },
  { id: 'head', name: 'Trưởng ban', roles: ['head'] },
];
const file = (steps: readonly object[], over: object = {}): unknown => ({
  format: 1,
  profile: 'khanh-hoa-2020-1060',
  clock: '2026-03-02T08:00:00+07:00',
  people,
  stories: [{ id: 'one', title: 'Một truyện', steps, ...over }],
});
const play = (steps: readonly object[]): readonly (readonly string[])[] => {
  const [story] = parseStoryFile(file(steps)).stories;
  if (story === undefined) throw new Error('one story');
  return playStory(story, shippedProfile('khanh-hoa-2020-1060'), { dueOf }).map(({ unmet }) =>
    unmet.map(({ what, expected, found }) => `${what}: ${expected}, ${found}`),
  );
};
/** A step's `then`; written so because an object literal with that key looks like a promise to the linter. */
const expecting = (then: object): object => Object.fromEntries([['then', then]]);
const problems = (input: unknown): readonly string[] => {
  try {
    parseStoryFile(input);
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.problems.map(({ path, reason }) => `${path}: ${reason}`);
    throw error;
  }
};

describe('a story that is not as it says', () => {
  test('is told step by step: outcome, article, what is missing, state, holder and due time', () => {
    const receive = { by: 'centre', does: 'receive', text: { author: '' } };
    expect(
      play([
        { ...receive, ...expecting({ state: 'edited', holder: 'head' }) },
        { by: 'head', does: 'approve' },
        { by: 'centre', does: 'submit', expect: { refused: 'incomplete', article: null, lacks: ['source'] } },
        { by: 'centre', does: 'submit', text: {}, expect: { refused: 'separation' } },
        { by: 'centre', does: 'comment', reason: 'Ý kiến', expect: { refused: 'not-your-role' } },
        { by: 'centre', does: 'describe', with: { infoType: 'eventNews' }, due: { dueDate: '2026-03-05' } },
      ]),
    ).toEqual([
      ['state: edited, received', 'holder: head, centreRep'],
      ['outcome: ok, not-in-state'],
      ['article: no article, regulation 6', 'lacks: source, author'],
      ['code: separation, incomplete'],
      ['outcome: not-your-role, ok'],
      ['due eventNews: 2026-03-05, none'],
    ]);
  });

  test('cannot claim a verdict that no comparison would come to', () => {
    const secretary = { id: 'secretary', name: 'Thư ký', roles: ['secretary'] };
    const input = file(
      [
        { by: 'centre', does: 'receive' },
        { by: 'centre', does: 'submit' },
        { by: 'head', does: 'approve' },
        { by: 'centre', does: 'upload', text: { title: 'Khác' } },
        { by: 'secretary', does: 'verify', with: { verdict: 'match' } },
      ],
      { people: [...people, secretary] },
    );
    const [story] = parseStoryFile(input).stories;
    if (story === undefined) throw new Error('one story');
    const reports = playStory(story, shippedProfile('khanh-hoa-2020-1060'), { dueOf });
    expect(reports.at(-1)?.unmet).toEqual([{ what: 'verdict', expected: 'mismatch or cosmetic', found: 'match' }]);
  });
});

describe('a story file', () => {
  const fine = [{ by: 'centre', does: 'receive' }];

  test('of the right shape is read with its defaults', () => {
    const [story] = parseStoryFile(file(fine)).stories;
    expect(story).toMatchObject({
      clock: '2026-03-02T01:00:00.000Z',
      sections: [{ id: 'tin-tuc', subPortal: null }],
      steps: [{ by: 'centre', does: 'receive', item: 'item', expect: 'ok' }],
    });
  });

  test.each([
    [
      'an unknown key',
      file([{ by: 'centre', does: 'receive', wiht: {} }]),
      'stories.0.steps.0: Unrecognized key: "wiht"',
    ],
    ['an unknown action', file([{ by: 'centre', does: 'dance' }]), 'stories.0.steps.0.does: Invalid option'],
    [
      'a particular of another action',
      file([{ by: 'centre', does: 'approve', with: { ground: '1' } }]),
      'stories.0.steps.0.with: Unrecognized key: "ground"',
    ],
    [
      'somebody outside the cast',
      file([{ by: 'nobody', does: 'receive' }]),
      'stories.0.steps.0: unknown person nobody',
    ],
    [
      'a clock that goes back',
      file([{ clock: '2026-03-01T08:00:00+07:00' }]),
      'stories.0.steps.0: the clock goes forward only',
    ],
    [
      'a moment without its zone',
      file([{ clock: '2026-03-03T08:00:00' }]),
      'stories.0.steps.0.clock: a moment is ISO 8601 with its zone, 2026-03-02T08:00:00+07:00',
    ],
    [
      'a span that is none',
      file([{ wait: 'a while' }]),
      'stories.0.steps.0.wait: a span is a number of minutes, hours or days: "3 days"',
    ],
    [
      'an unknown section',
      file(fine, { people: [{ id: 'a', name: 'A', roles: [{ role: 'member', sections: ['x'] }] }] }),
      'stories.0.people.0.roles: unknown section x',
    ],
    ['a person twice', file(fine, { people: [...people, ...people] }), 'stories.0.people: duplicate id centre'],
    ['no steps', file([]), 'stories.0.steps: Too small: expected array to have >=1 items'],
    [
      'too many steps',
      file(Array.from({ length: 201 }, () => fine[0] ?? {})),
      'stories.0.steps: Too big: expected array to have <=200 items',
    ],
    [
      'two due times in one',
      file([{ by: 'centre', does: 'receive', due: { dueDate: '2026-03-05', none: true } }]),
      'stories.0.steps.0.due: a due entry states one of dueDate, dueAt, none',
    ],
    [
      'consequences of a refusal',
      file([
        { by: 'head', does: 'receive', expect: { refused: 'not-your-role' }, ...expecting({ state: 'received' }) },
      ]),
      'stories.0.steps.0.then: a refused step leads to nothing: leave out then and due',
    ],
  ])('with %s is refused whole, with its place and reason', (_what, input, reason) => {
    expect(problems(input).join('\n')).toContain(reason);
  });

  test('whose cast has a role the profile lacks cannot be played', () => {
    const input = file(fine, { people: [...people, { id: 'x', name: 'X', roles: ['portalUnit'] }] });
    const [story] = parseStoryFile(input).stories;
    if (story === undefined) throw new Error('one story');
    expect(() => playStory(story, shippedProfile('khanh-hoa-2020-1060'), { dueOf })).toThrow(
      'one.people.x: the profile has no role portalUnit',
    );
  });
});
