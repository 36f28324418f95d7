import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { z } from 'zod';
import { CalendarError, parseCalendarFile } from '#shared/regulation/calendar.ts';
import { type CalendarIndex, indexCalendar } from '#shared/regulation/calendar-index.ts';
import {
  type DeadlineRule,
  deadlinesSchema,
  type InformationType,
  informationTypeSchema,
  nationalDeadlinesSchema,
  type PlannedSuspension,
} from '#shared/regulation/deadline.ts';
import { ruleFor, writeDue } from '#shared/regulation/deadline-due.ts';
import { type DeadlineExplanation, explainDue, explainSuspension } from '#shared/regulation/deadline-explanation.ts';
import { DeadlineError, type DeadlineErrorCode, parseStart } from '#shared/regulation/deadline-start.ts';

type Code =
  | DeadlineErrorCode
  | 'bad-line'
  | 'unknown-profile'
  | 'unusable-profile'
  | 'unknown-type'
  | 'no-rule'
  | 'unusable-calendar';

interface Told {
  readonly vi: string;
  readonly en: string;
}

/** Why a due time could not be told, in the words of the person who asked. */
class Refusal extends Error {
  readonly code: Code;
  readonly told: Told;
  constructor(code: Code, told: Told) {
    super(told.en);
    this.name = 'Refusal';
    this.code = code;
    this.told = told;
  }
}

const resources = path.join(import.meta.dirname, '../../resources');
const regulations = path.join(resources, 'regulations');
const askedSchema = z.object({ profile: z.string().max(1_000), type: z.string().max(100), start: z.string().max(100) });
const idSchema = z.union([z.string().max(1_000), z.number(), z.null()]);
const LONGEST_LINE = 10_000;
const MOST_PROFILE_BYTES = 2_000_000;

type Answer = ReturnType<typeof writeDue> & { readonly explanation: DeadlineExplanation };

/** Answers `deadline PROFILE TYPE START` and, with `--stream`, NDJSON of such questions from standard input. */
export function deadlineCommand(): Command {
  return new Command('deadline')
    .description('Tính thời hạn và giải thích, in JSON / Count a deadline and explain it, as JSON')
    .argument('[profile]', 'mã quy chế, hoặc tệp .json / profile id, or a .json file')
    .argument('[type]', `loại thông tin / information type: ${informationTypeSchema.options.join(', ')}`)
    .argument('[start]', 'mốc tính: ngày, ngày giờ ở Việt Nam, hoặc thời điểm có múi giờ / date, date-time or instant')
    .option('--stream', 'đọc NDJSON {id, profile, type, start} / read NDJSON {id, profile, type, start}', false)
    .option('--calendar <file>', 'lịch làm việc khác / another calendar')
    .action(async (profile, type, start, { stream, calendar }, command: Command) => {
      const desk = new Deadlines(calendar ?? path.join(resources, 'calendars', 'vietnam-public-sector.json'));
      if (stream) await answerLines(desk);
      else if (profile === undefined || type === undefined || start === undefined) command.help({ error: true });
      else await answerOne(desk, { profile, type, start });
    });
}

/** Profiles and calendar, each read once. */
class Deadlines {
  readonly #calendarFile: string;
  #index: Promise<CalendarIndex> | null = null;
  #suspension: Promise<PlannedSuspension> | null = null;
  readonly #profiles = new Map<string, Promise<readonly DeadlineRule[]>>();

  constructor(calendarFile: string) {
    this.#calendarFile = calendarFile;
  }

  async answer({ profile, type, start }: z.infer<typeof askedSchema>): Promise<Answer> {
    this.#index ??= readIndex(this.#calendarFile);
    const index = await this.#index;
    let rules = this.#profiles.get(profile);
    if (rules === undefined) {
      rules = readRules(profile);
      this.#profiles.set(profile, rules);
    }
    const known = await rules;
    const asked = typeNamed(type);
    const from = parseStart(start);
    if (asked === 'suspension') {
      this.#suspension ??= readSuspension();
      const { due, explanation } = explainSuspension(await this.#suspension, from, index);
      return { ...writeDue(due), explanation };
    }
    const rule = ruleFor(known, asked);
    if (rule === null) {
      const types = known.flatMap((other) => other.types).join(', ');
      throw new Refusal('no-rule', {
        vi: `Quy chế ${profile} không quy định thời hạn cho loại ${asked}; có: ${types || 'không loại nào'}`,
        en: `The regulation ${profile} sets no deadline for ${asked}; it does for: ${types || 'nothing'}`,
      });
    }
    const { due, explanation } = explainDue(rule, from, index);
    return { ...writeDue(due), explanation };
  }
}

function typeNamed(type: string): InformationType {
  const parsed = informationTypeSchema.safeParse(type);
  if (parsed.success) return parsed.data;
  const types = informationTypeSchema.options.join(', ');
  throw new Refusal('unknown-type', {
    vi: `Không có loại thông tin "${type}"; dùng một trong: ${types}`,
    en: `There is no information type "${type}"; use one of: ${types}`,
  });
}

async function readIndex(file: string): Promise<CalendarIndex> {
  try {
    return indexCalendar(parseCalendarFile(await readFile(file)));
  } catch (error) {
    if (!(error instanceof CalendarError) && !(error instanceof Error && 'code' in error)) throw error;
    throw new Refusal('unusable-calendar', {
      vi: `Lịch ${file} không dùng được:\n${error.message}`,
      en: `The calendar ${file} is not usable:\n${error.message}`,
    });
  }
}

async function readSuspension(): Promise<PlannedSuspension> {
  const text = await readFile(path.join(resources, 'calendars', 'national-deadlines.json'), 'utf8');
  return nationalDeadlinesSchema.parse(JSON.parse(text)).plannedSuspension;
}

async function readRules(profile: string): Promise<readonly DeadlineRule[]> {
  const file = profile.endsWith('.json') ? path.resolve(profile) : path.join(regulations, `${profile}.json`);
  if ((!profile.endsWith('.json') && !/^[a-z0-9-]{3,64}$/.test(profile)) || !existsSync(file)) {
    const known = readdirSync(regulations)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .join(', ');
    throw new Refusal('unknown-profile', {
      vi: `Không có quy chế "${profile}"; có: ${known}`,
      en: `There is no profile "${profile}"; there are: ${known}`,
    });
  }
  try {
    const bytes = await readFile(file);
    if (bytes.length > MOST_PROFILE_BYTES) throw new Error(`${bytes.length} bytes, more than ${MOST_PROFILE_BYTES}`);
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return z.object({ deadlines: deadlinesSchema.default([]) }).parse(content).deadlines;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Refusal('unusable-profile', {
      vi: `Tệp quy chế ${file} không dùng được: ${reason}`,
      en: `The profile ${file} is not usable: ${reason}`,
    });
  }
}

async function answerOne(desk: Deadlines, asked: z.infer<typeof askedSchema>): Promise<void> {
  try {
    console.log(JSON.stringify({ ...asked, ...(await desk.answer(asked)) }, null, 2));
  } catch (error) {
    console.log(JSON.stringify({ ...asked, error: refusalOf(error) }, null, 2));
    process.exitCode = 1;
  }
}

async function answerLines(desk: Deadlines): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const written = process.stdout.write(`${JSON.stringify(await answerLine(desk, line))}\n`);
    if (!written) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

async function answerLine(desk: Deadlines, line: string): Promise<object> {
  let id: z.infer<typeof idSchema> = null;
  try {
    const asked = readLine(line);
    id = idSchema.catch(null).parse(asked instanceof Object && 'id' in asked ? asked.id : null);
    const parsed = askedSchema.safeParse(asked);
    if (!parsed.success) throw badLine(z.prettifyError(parsed.error));
    return { id, ...(await desk.answer(parsed.data)) };
  } catch (error) {
    return { id, error: refusalOf(error) };
  }
}

function readLine(line: string): unknown {
  if (line.length > LONGEST_LINE) throw badLine(`more than ${LONGEST_LINE} characters`);
  try {
    return JSON.parse(line);
  } catch (error) {
    throw badLine(String(error));
  }
}

function badLine(reason: string): Refusal {
  return new Refusal('bad-line', {
    vi: `Dòng này không phải JSON {id, profile, type, start}: ${reason}`,
    en: `The line is no JSON {id, profile, type, start}: ${reason}`,
  });
}

const sentences: Readonly<Record<DeadlineErrorCode, string>> = {
  'bad-start': 'Mốc tính không đọc được; ghi như 2026-11-22, 2026-11-22T14:05 hoặc 2026-11-22T14:05:00+07:00',
  'start-out-of-range': 'Mốc tính ngoài khoảng tính được',
  'due-out-of-range': 'Hạn chót ngoài khoảng lịch tính được',
};

function refusalOf(error: unknown): { code: Code } & Told {
  if (error instanceof Refusal) return { code: error.code, ...error.told };
  if (error instanceof DeadlineError) {
    return { code: error.code, vi: `${sentences[error.code]} (${error.message})`, en: error.message };
  }
  throw error;
}
