/** How many commands a second the workflow judges on one core, over the stories of every profile that ships. */
import { decide } from '#shared/workflow/decide.ts';
import { type Judged, playStory } from '#shared/workflow/story-play.ts';
import { profileIds, shippedDue, shippedProfile, shippedStories } from '../stories/shipped.ts';
import { report } from './measure.ts';

const dueOf = shippedDue();
const asked: Judged[] = [];
for (const id of profileIds) {
  const profile = shippedProfile(id);
  for (const story of shippedStories(id).stories) {
    playStory(story, profile, { dueOf, onJudged: (judged) => void asked.push(judged) });
  }
}

/** Work of the same shape with nothing of ours in it: every question looked at once. */
function floor(rounds: number): number {
  let seen = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { statement, context } of asked) if (statement.action.length + context.at.length > 0) seen += 1;
  }
  return seen;
}

function judge(rounds: number): number {
  let accepted = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { item, statement, context } of asked) if (decide(item, statement, context).ok) accepted += 1;
  }
  return accepted;
}

const rounds = Math.ceil(40_000 / asked.length);
const count = rounds * asked.length;
judge(rounds);
const samples: number[] = [];
const floors: number[] = [];
let accepted = 0;
for (let sample = 0; sample < 5; sample += 1) {
  const started = process.cpuUsage();
  accepted = judge(rounds);
  const used = process.cpuUsage(started);
  samples.push((((used.user + used.system) / 1_000) * 200_000) / count);
  const begun = performance.now();
  floor(rounds);
  floors.push(((performance.now() - begun) * 200_000) / count);
}
const fastest = [...samples].sort((left, right) => left - right)[Math.floor(samples.length / 2)] ?? 0;
report({
  bench: 'decide',
  figure: '200,000 decisions on one core',
  unit: 'ms',
  samples,
  floor: { what: 'looking at each question once', samples: floors },
  // 200,000 a second: the median of the samples stays within a second of processor time.
  limit: { atMost: 1_000, of: 'median' },
  facts: {
    questions: asked.length,
    acceptedShare: Math.round((accepted / count) * 100) / 100,
    perSecond: Math.round(200_000_000 / fastest),
  },
});
