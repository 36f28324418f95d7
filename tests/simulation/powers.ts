import type { Profile } from '#shared/regulation/profile.ts';
import type { ItemAction, ItemKind } from '#shared/regulation/vocabulary.ts';
import { lacksOf } from '#shared/workflow/guard.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { RefusalCode } from '#shared/workflow/refusal.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import { completeArticle } from './articles.ts';

/** One kind for each group that the steps of a profile treat alike; what its guard asks is listed apart. */
export function kindsOf({ itemKinds, transitions }: Profile): readonly ItemKind[] {
  const found = new Map<string, ItemKind>();
  for (const { id } of itemKinds) {
    const rules = transitions.filter(({ kinds }) => kinds?.includes(id) ?? true);
    const key = JSON.stringify(
      rules
        .map(({ action, from, to, roles, conditions, where, enabled, holder }) => [
          action,
          from,
          to,
          roles.map(({ role, by }) => [role, by]),
          conditions,
          where,
          enabled,
          holder,
        ])
        .map((rule) => JSON.stringify(rule))
        .sort(),
    );
    if (!found.has(key)) found.set(key, id);
  }
  return [...found.values()];
}

/** The main portal, and a sub-portal where some rule tells them apart. */
export function sectionsOf({ transitions }: Profile): readonly string[] {
  const apart = transitions.some(({ where, conditions }) => where !== null || conditions.includes('subPortalLive'));
  return apart ? ['main', 'sub'] : ['main'];
}

/**
 * Who may do what where, as the engine answered while a profile was explored: one line for each action in each state and
 * each way of doing it, with the roles whose act took effect (`*` by delegation) and, after `!`, why others' did not.
 */
export class Powers {
  readonly #answers = new Map<string, Map<string, Set<string>>>();
  readonly #cases = new Map<string, Set<string>>();

  note(item: ItemState, action: ItemAction, label: string, role: string, refused: RefusalCode | null): void {
    const name = `${item.kind}@${item.section}`;
    this.#seen(item.state, name);
    this.#put(
      `${item.state} ${action}${label === '' ? '' : ` (${label})`}`,
      name,
      refused === null ? role : `${role}!${refused}`,
    );
  }

  /** Somebody may not do it at all; that the case was looked at counts. */
  none(item: ItemState, _action: ItemAction): void {
    this.#seen(item.state, `${item.kind}@${item.section}`);
  }

  noteIntake(label: string, action: ItemAction, role: string, refused: RefusalCode | null): void {
    this.#seen('none', label);
    if (refused === null) this.#put(`none ${action}`, label, role);
  }

  lines(): readonly string[] {
    const lines: string[] = [];
    for (const [key, cases] of this.#answers) {
      const state = key.split(' ')[0] ?? '';
      const byAnswer = new Map<string, string[]>();
      for (const [name, answers] of cases) {
        const text = [...answers].sort().join(' ');
        byAnswer.set(text, [...(byAnswer.get(text) ?? []), name]);
      }
      for (const [text, names] of byAnswer) {
        const all = names.length === this.#cases.get(state)?.size;
        lines.push(`${key}${all ? '' : ` [${names.sort().join(' ')}]`} = ${text}`);
      }
    }
    return lines.sort();
  }

  #seen(state: string, name: string): void {
    let cases = this.#cases.get(state);
    if (cases === undefined) {
      cases = new Set();
      this.#cases.set(state, cases);
    }
    cases.add(name);
  }

  #put(key: string, name: string, answer: string): void {
    let cases = this.#answers.get(key);
    if (cases === undefined) {
      cases = new Map();
      this.#answers.set(key, cases);
    }
    let answers = cases.get(name);
    if (answers === undefined) {
      answers = new Set();
      cases.set(name, answers);
    }
    answers.add(answer);
  }
}

/** What the submission guard finds missing, one thing left out at a time, for each kind and channel it tells apart. */
export function guardLines(profile: Profile): readonly string[] {
  const channels = profile.channels.map(({ id }) => id);
  const lines: string[] = [];
  for (const { id: kind } of profile.itemKinds) {
    const whole = completeArticle(profile);
    const quoted = { consentNeeded: true, consent: null };
    const lacking = [
      { name: 'nothing', article: whole, supply: { ...unknownSupply, confirmedByUnit: true } },
      { name: 'title', article: { ...whole, title: ' ' }, supply: { ...unknownSupply, confirmedByUnit: true } },
      { name: 'author', article: { ...whole, author: ' ' }, supply: { ...unknownSupply, confirmedByUnit: true } },
      { name: 'source', article: { ...whole, source: ' ' }, supply: { ...unknownSupply, confirmedByUnit: true } },
      { name: 'fields', article: { ...whole, fields: [] }, supply: { ...unknownSupply, confirmedByUnit: true } },
      {
        name: 'other language',
        article: { ...whole, language: 'en' as const },
        supply: { ...unknownSupply, confirmedByUnit: true },
      },
      { name: 'confirmation', article: whole, supply: unknownSupply },
      {
        name: 'quoted',
        article: { ...whole, author: '', source: '' },
        supply: { ...unknownSupply, confirmedByUnit: true, quotation: quoted },
      },
      {
        name: 'legacy encoding',
        article: { ...whole, title: 'Héi nghÞ triÓn khai nhiÖm vô c«ng t¸c n¨m 2026 cña tØnh' },
        supply: { ...unknownSupply, confirmedByUnit: true },
      },
    ];
    for (const { name, article, supply } of lacking) {
      const byAnswer = new Map<string, string[]>();
      for (const channel of channels) {
        const lacks = lacksOf(profile, { item: { kind, channel, supply }, article });
        const text = lacks
          .map(
            ({ check, field, citation }) =>
              `${field === null ? check : `${check}:${field}`}${citation === null ? '' : `§${citation.article}.${citation.clause ?? ''}`}`,
          )
          .join(' ');
        byAnswer.set(text, [...(byAnswer.get(text) ?? []), channel]);
      }
      for (const [text, of] of byAnswer) {
        if (text !== '')
          lines.push(
            `guard ${kind} without ${name}${of.length === channels.length ? '' : ` [${of.join(' ')}]`} = ${text}`,
          );
      }
    }
  }
  return lines.sort();
}
