import type { BoardView } from '#shared/contract/desk-views.ts';
import { type Citation, formatCitation } from '#shared/regulation/citation.ts';
import type { Channel, ItemKind, RoleId, StateId } from '#shared/regulation/vocabulary.ts';
import type { Lack, Refusal } from '#shared/workflow/refusal.ts';
import type { Language, Translate } from '../i18n/i18n.ts';
import { useWords } from '../i18n/use-words.ts';
import { useBoard } from '../state/answers.ts';

/** Words as the board's profile gives them, with the dictionaries' where it gives none. */
export interface BoardWords {
  readonly t: Translate;
  readonly language: Language;
  readonly board: BoardView | undefined;
  role(id: RoleId): string;
  state(id: StateId): string;
  kind(id: ItemKind): string;
  channel(id: Channel): string;
  section(id: string): string;
  person(id: string): string;
  ground(id: string): string;
  /** The article in full words; null is house practice and says so. */
  article(citation: Citation | null): string;
  /** What happened, who may act instead with the article, and where the item stands; one sentence each. */
  refusal(refusal: Refusal): string;
}

export function boardWords(t: Translate, language: Language, board: BoardView | undefined): BoardWords {
  const profile = board?.profile;
  const words: BoardWords = {
    t,
    language,
    board,
    role: (id) => profile?.roles.find((role) => role.id === id)?.title[language] ?? t(`vocabulary:role.${id}`),
    state: (id) => profile?.states.find((state) => state.id === id)?.title[language] ?? t(`vocabulary:state.${id}`),
    kind: (id) => profile?.itemKinds.find((kind) => kind.id === id)?.title[language] ?? t(`vocabulary:kind.${id}`),
    channel: (id) => profile?.channels.find((one) => one.id === id)?.title[language] ?? t(`vocabulary:channel.${id}`),
    section: (id) => board?.sections.find((section) => section.id === id)?.title[language] ?? id,
    person: (id) => board?.people.find((person) => person.id === id)?.name ?? '',
    ground: (id) =>
      [...(profile?.refusalGrounds ?? []), ...(profile?.returnGrounds ?? [])].find((one) => one.id === id)?.text ?? id,
    article: (citation) => (citation === null ? t('refusals:house') : formatCitation(citation, language)),
    refusal: (refusal) => describeRefusal(words, refusal),
  };
  return words;
}

export function useBoardWords(): BoardWords {
  const { t, language } = useWords();
  return boardWords(t, language, useBoard().data);
}

const aboutWho: ReadonlySet<Refusal['code']> = new Set(['not-your-role', 'not-your-section', 'delegation-missing']);

function describeRefusal(words: BoardWords, refusal: Refusal): string {
  const { t } = words;
  const who = whoMay(words, refusal);
  if (aboutWho.has(refusal.code) && who !== null) {
    return refusal.code === 'not-your-role' ? who : `${t(`refusals:code.${refusal.code}`)} ${who}`;
  }
  const state =
    refusal.code === 'not-in-state' && refusal.state !== null
      ? t('refusals:inState', { state: words.state(refusal.state) })
      : '';
  const source = refusal.citation === null ? '' : t('refusals:cited', { article: words.article(refusal.citation) });
  const lacks = refusal.lacks.map((lack) =>
    t('refusals:lack', { what: lackWords(words, lack), article: words.article(lack.citation) }),
  );
  if (lacks.length > 0) return [t(`refusals:code.${refusal.code}`), ...lacks].join(' ');
  return [t(`refusals:code.${refusal.code}`), state, source].filter((sentence) => sentence !== '').join(' ');
}

/** `Chỉ Trưởng ban Biên tập, hoặc Phó Trưởng ban … được làm việc này (khoản 1 Điều 5 Quy chế; …).` */
function whoMay(words: BoardWords, refusal: Refusal): string | null {
  const { t } = words;
  const names = refusal.whoMay.map(({ role, by }) =>
    by === 'role' ? words.role(role) : t('refusals:byDelegation', { role: words.role(role) }),
  );
  if (names.length === 0) return null;
  const who = [...new Set(names)].join(t('refusals:whoSeparator'));
  const cited = refusal.whoMay.flatMap(({ citation }) => (citation === null ? [] : [words.article(citation)]));
  if (cited.length === 0 && refusal.citation !== null) cited.push(words.article(refusal.citation));
  const articles = [...new Set(cited)].join('; ');
  return articles === '' ? t('refusals:onlyWho', { who }) : t('refusals:onlyWhoCited', { who, articles });
}

/** What is missing, in words: the field's own title where the item's kind has one. */
function lackWords({ t, language, board }: BoardWords, { check, field }: Lack): string {
  if (field === null) return t(`refusals:check.${check}`);
  const fields = (board?.profile.itemKinds ?? []).flatMap((kind) => kind.fields);
  return fields.find(({ id }) => id === field)?.title[language] ?? field;
}
