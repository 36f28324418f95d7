import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deadlineExplanationSchema } from '#shared/regulation/deadline-explanation.ts';

const root = path.join(import.meta.dirname, '../..');
const fixtures = path.join(root, 'tests/fixtures/deadlines');
const madeUp = path.join(fixtures, 'made-up-regulation.json');
const answerSchema = z.strictObject({
  id: z.unknown(),
  profile: z.string().optional(),
  type: z.string().optional(),
  start: z.string().optional(),
  dueDate: z.string().nullable().optional(),
  dueAt: z.string().optional(),
  explanation: deadlineExplanationSchema.optional(),
  error: z.strictObject({ code: z.string(), vi: z.string().min(10), en: z.string().min(5) }).optional(),
});
type Answer = z.infer<typeof answerSchema>;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
}

function run(words: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'portal/cli.ts'), 'deadline', ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
    child.stdin.end(input);
  });
}

async function ask(lines: readonly (object | string)[], words: readonly string[] = []): Promise<readonly Answer[]> {
  const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { code, stdout } = await run(['--stream', ...words], `${input}\n`);
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => answerSchema.parse(JSON.parse(line)));
}

const dueOf = ({ dueAt, dueDate, error }: Answer): string => error?.code ?? dueAt ?? dueDate ?? 'none';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'deadline-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the deadline command', () => {
  test('answers lines in their order, and a bad line with its reason instead of stopping', async () => {
    const asked = (id: unknown, type: string, start: string, profile = madeUp): object => ({
      id,
      profile,
      type,
      start,
    });
    const broken = path.join(directory, 'broken.json');
    await writeFile(broken, '{"deadlines": [{"id": "x"}]}');
    const answers = await ask([
      asked('a', 'eventNews', '2026-08-20'),
      '',
      asked(2, 'supply.event', '2026-08-22T10:00'),
      asked('c', 'other', '2026-08-22'),
      'not json',
      asked('d', 'science', '2026-08-22'),
      asked('e', 'holiday', '2026-08-22'),
      asked('f', 'other', 'hôm qua'),
      asked('g', 'other', '1999-01-01'),
      asked('h', 'other', '2026-08-22', 'no-such-profile'),
      asked('i', 'other', '2026-08-22', '../../etc/passwd'),
      asked('j', 'other', '2026-08-22', broken),
      { id: 'k', type: 'other' },
      { id: ['not', 'an', 'id'], profile: madeUp, type: 'eventNews', start: '2026-08-20' },
      '[1]',
      `{"id":"m","start":"${'9'.repeat(20_000)}"}`,
      asked('n', 'suspension', '2026-11-30'),
      asked('o', 'eventNews', '2027-12-31'),
    ]);
    expect(answers.map((answer) => [answer.id, dueOf(answer)])).toEqual([
      ['a', '2026-08-24'],
      [2, '2026-08-23T03:00:00.000Z'],
      ['c', 'none'],
      [null, 'bad-line'],
      ['d', 'no-rule'],
      ['e', 'unknown-type'],
      ['f', 'bad-start'],
      ['g', 'start-out-of-range'],
      ['h', 'unknown-profile'],
      ['i', 'unknown-profile'],
      ['j', 'unusable-profile'],
      ['k', 'bad-line'],
      [null, '2026-08-24'],
      [null, 'bad-line'],
      [null, 'bad-line'],
      ['n', '2026-11-18'],
      ['o', '2028-01-06'],
    ]);
    expect(answers.at(-1)?.explanation?.provisional).toBe(true);
    expect(answers.every(({ error, explanation }) => (error === undefined) !== (explanation === undefined))).toBe(true);
  });

  test('answers one question as JSON, and ends with 1 when it cannot', async () => {
    const good = await run([madeUp, 'eventNews', '2026-11-23']);
    const bad = await run([madeUp, 'science', '2026-11-23']);
    expect([good.code, bad.code]).toEqual([0, 1]);
    expect(JSON.parse(good.stdout)).toMatchObject({
      profile: madeUp,
      type: 'eventNews',
      start: '2026-11-23',
      dueDate: '2026-11-27',
      explanation: { skipped: [{ date: '2026-11-24', why: 'holiday', announcement: 'Nghị quyết 28/2026/QH16' }] },
    });
    expect(JSON.parse(bad.stdout)).toMatchObject({ error: { code: 'no-rule' } });
  });

  test('names what is wrong with another calendar', async () => {
    const file = path.join(directory, 'calendar.json');
    await writeFile(file, '{"format": 1}');
    const question = { id: 1, profile: madeUp, type: 'eventNews', start: '2026-11-23' };
    const [answer] = await ask([question], ['--calendar', file]);
    expect(answer?.error).toMatchObject({ code: 'unusable-calendar', en: expect.stringContaining('weeklyRest') });
  });
});

const rows = readFileSync(path.join(fixtures, 'regulation-dates.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/));
const hasDeadlines = (profile: string): boolean => {
  try {
    const text = readFileSync(path.join(root, 'resources/regulations', `${profile}.json`), 'utf8');
    return z.object({ deadlines: z.array(z.unknown()).min(1) }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
};

describe('the regulations that ship', () => {
  const profiles = [...new Set(rows.map(([profile = '']) => profile))];
  test.for(profiles)('%s is due when its articles say', async (profile, { skip }) => {
    skip(!hasDeadlines(profile), 'the regulation does not ship yet');
    const mine = rows.filter(([of]) => of === profile);
    const answers = await ask(mine.map(([, type, start], id) => ({ id, profile, type, start })));
    expect(answers.map(dueOf)).toEqual(mine.map(([, , , due]) => due));
  });
});
