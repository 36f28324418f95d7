import { canonicalJson } from '../lib/canonical-json.ts';
import type { Instant, LocalDate } from '../lib/instant.ts';
import type { Citation } from '../regulation/citation.ts';
import type { InformationType } from '../regulation/deadline.ts';
import type { RoleId } from '../regulation/vocabulary.ts';
import type { BoardState } from './board-state.ts';
import type { ItemState } from './item-state.ts';
import type { Refusal } from './refusal.ts';
import type { StoryNames } from './story-details.ts';
import type { Act } from './story-step.ts';

/** What came of a step: accepted with the item as it then stands, or refused. */
export type StepOutcome =
  | { readonly accepted: true; readonly item: ItemState | null; readonly notified: readonly RoleId[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/** One thing that is not as the story says. */
export interface Unmet {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** When something about an item is due, as the deadline engine counts it; null when no rule or no start is recorded. */
export type DueOf = (
  board: BoardState,
  item: ItemState,
  type: InformationType,
) => { readonly dueDate?: LocalDate | null; readonly dueAt?: Instant } | null;

/** Everything about a step's outcome that is not as the story says; empty when all is. */
export function unmetBy(
  step: Act,
  outcome: StepOutcome,
  names: Pick<StoryNames, 'person'>,
  due: { readonly board: BoardState; readonly dueOf: DueOf },
): readonly Unmet[] {
  const { expect } = step;
  if (!outcome.accepted)
    return expect === 'ok' ? [differs('outcome', 'ok', outcome.refusal.code)] : unlike(expect, outcome.refusal);
  if (expect !== 'ok') return [differs('outcome', expect.refused, 'ok')];
  const { item } = outcome;
  if (item === null) {
    return step.then === undefined && step.due === undefined ? [] : [differs('item', 'an item', 'none')];
  }
  return [...unlikeThen(step, item, outcome.notified, names), ...unlikeDue(step, item, due)];
}

function unlike(expect: Exclude<Act['expect'], 'ok'>, refusal: Refusal): readonly Unmet[] {
  const unmet: Unmet[] = [];
  if (expect.refused !== refusal.code) unmet.push(differs('code', expect.refused, refusal.code));
  if (expect.article !== undefined && canonicalJson(expect.article) !== canonicalJson(refusal.citation)) {
    unmet.push(differs('article', shortPlace(expect.article), shortPlace(refusal.citation)));
  }
  const lacks = refusal.lacks.map(({ check, field }) => (field === null ? check : `${check}:${field}`));
  if (expect.lacks !== undefined && !sameSet(expect.lacks, lacks)) {
    unmet.push(differs('lacks', sorted(expect.lacks), sorted(lacks)));
  }
  const whoMay = [...new Set(refusal.whoMay.map(({ role }) => role))];
  if (expect.whoMay !== undefined && !sameSet(expect.whoMay, whoMay)) {
    unmet.push(differs('whoMay', sorted(expect.whoMay), sorted(whoMay)));
  }
  return unmet;
}

function unlikeThen(
  { then }: Act,
  item: ItemState,
  notified: readonly RoleId[],
  names: Pick<StoryNames, 'person'>,
): readonly Unmet[] {
  if (then === undefined) return [];
  const personId = (name: string | null): string | null => (name === null ? null : names.person(name));
  const { approval, publication } = item;
  const stated: readonly (readonly [string, unknown, unknown])[] = [
    ['state', then.state, item.state],
    ['holder', then.holder?.role, item.holder.role],
    ['holder.person', then.holder?.person === undefined ? undefined : personId(then.holder.person), item.holder.person],
    ['specialist', then.specialist === undefined ? undefined : personId(then.specialist), item.specialist],
    ['section', then.section, item.section],
    ['escalated', then.escalated, item.escalatedAt !== null],
    ['approvedBy', then.approvedBy === undefined ? undefined : personId(then.approvedBy), approval?.by ?? null],
    ['emergency', then.emergency, approval != null && approval.emergency !== null],
    ['published', then.published, publication?.publishedRevision != null],
    ['infoType', then.infoType, item.supply.infoType],
    ['notified', then.notified === undefined ? undefined : sorted(then.notified), sorted(notified)],
  ];
  return stated
    .filter(([, expected, found]) => expected !== undefined && expected !== found)
    .map(([what, expected, found]) => differs(what, String(expected), String(found)));
}

function unlikeDue(
  { due }: Act,
  item: ItemState,
  { board, dueOf }: { readonly board: BoardState; readonly dueOf: DueOf },
): readonly Unmet[] {
  return (due ?? []).flatMap(({ type, dueDate, dueAt, none }) => {
    const about = type ?? item.supply.infoType;
    if (about === null) return [differs('due', 'an information type', 'none')];
    const found = dueOf(board, item, about);
    const text = found?.dueAt ?? found?.dueDate ?? 'none';
    const expected = none === true ? 'none' : (dueAt ?? dueDate ?? 'none');
    return text === expected ? [] : [differs(`due ${about}`, expected, text)];
  });
}

/** A citation in the fewest words, `regulation 8 step 4`. */
export function shortPlace(citation: Citation | null): string {
  if (citation === null) return 'no article';
  const { part, article, clause, point, dash, step } = citation;
  const pieces = [
    `${part} ${article}`,
    clause === null ? '' : `clause ${clause}`,
    point === null ? '' : `point ${point}`,
    dash === null ? '' : `dash ${dash}`,
    step === null ? '' : `step ${step}`,
  ];
  return pieces.filter((piece) => piece !== '').join(' ');
}

function differs(what: string, expected: string, found: string): Unmet {
  return { what, expected, found };
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(', ');
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return sorted(left) === sorted(right);
}
