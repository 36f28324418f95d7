import type { Article } from '../content/article.ts';
import { looksMisdecoded } from '../content/legacy-encoding.ts';
import { articleBlocks } from '../content/text-blocks.ts';
import type { GuardRule, KindField, Profile } from '../regulation/profile.ts';
import type { ItemState } from './item-state.ts';
import type { Lack } from './refusal.ts';

/** What the guard looks at: the item as received, and the text that is to go on. */
export interface Guarded {
  readonly item: Pick<ItemState, 'kind' | 'channel' | 'supply'>;
  readonly article: Article;
}

/** Everything an item still lacks before it may go on to whoever approves, each with the article that asks for it. */
export function lacksOf(profile: Profile, guarded: Guarded): readonly Lack[] {
  const { kind, channel, supply } = guarded.item;
  return profile.guard
    .filter(({ kinds, channels }) => (kinds?.includes(kind) ?? true) && (channels?.includes(channel) ?? true))
    .filter(({ quotedOnly }) => !quotedOnly || supply.quotation !== null)
    .flatMap((rule) => missing(profile, rule, guarded));
}

function missing(profile: Profile, rule: GuardRule, { item, article }: Guarded): readonly Lack[] {
  const lack = (absent: boolean): readonly Lack[] =>
    absent ? [{ check: rule.check, field: null, citation: rule.citation }] : [];
  const { quotation } = item.supply;
  switch (rule.check) {
    case 'title':
      return lack(article.title.trim() === '');
    case 'author':
      return lack(article.author.trim() === '');
    case 'source':
      return lack(article.source.trim() === '');
    case 'sourceDate':
      return lack(quotation !== null && article.sourceDate === null);
    case 'consent':
      return lack(quotation?.consentNeeded === true && quotation.consent === null);
    case 'unicode':
      return lack(isMisdecoded(article));
    case 'language':
      return lack(!profile.languages.includes(article.language));
    case 'confirmation':
      return lack(!item.supply.confirmedByUnit);
    case 'fields':
      return missingFields(profile, { item, article });
  }
}

const misdecoded = new WeakMap<Article, boolean>();

/** Whether some of the text is in an older encoding; an article is read through once, being never changed in place. */
function isMisdecoded(article: Article): boolean {
  let found = misdecoded.get(article);
  if (found === undefined) {
    found = articleBlocks(article).some(({ text }) => looksMisdecoded(text));
    misdecoded.set(article, found);
  }
  return found;
}

function missingFields(profile: Profile, { item, article }: Guarded): readonly Lack[] {
  const kind = profile.itemKinds.find(({ id }) => id === item.kind);
  const stated = new Map((article.fields ?? []).map(({ id, value }) => [id, value]));
  return (kind?.fields ?? [])
    .filter((field) => !isFilled(field, (stated.get(field.id) ?? '').trim()))
    .map(({ id, citation }) => ({ check: 'fields', field: id, citation }));
}

/** A field with a closed list takes nothing else; an optional one may stay empty. */
function isFilled({ required, choices }: KindField, value: string): boolean {
  if (value === '') return !required;
  return choices === null || choices.some(({ vi, en }) => value === vi || value === en);
}
