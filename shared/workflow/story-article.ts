import type { Article, Body } from '../content/article.ts';
import { normalizeArticle } from '../content/canonical.ts';
import type { Profile } from '../regulation/profile.ts';
import type { ItemKind } from '../regulation/vocabulary.ts';
import type { TextChange } from './story-step.ts';

/** What a story takes in where it says nothing: every field filled that the profile gives the kind. */
export function suppliedArticle(profile: Profile, kind: ItemKind, title: string, change: TextChange): Article {
  const fields = (profile.itemKinds.find(({ id }) => id === kind)?.fields ?? []).map(
    ({ id, title: label, choices }) => ({
      id,
      label: label.vi,
      value: choices?.[0]?.vi ?? `${label.vi}: như hồ sơ kèm theo`,
    }),
  );
  const article: Article = {
    language: 'vi',
    title,
    summary: 'Tóm tắt.',
    author: 'Trần Thị Bình',
    source: 'Đơn vị cung cấp thông tin',
    sourceDate: null,
    body: bodyOf(['Ngày 02/3/2026, hội nghị đã thống nhất 12 nhiệm vụ trọng tâm.']),
    attachments: [],
    document: null,
    ...(fields.length > 0 && { fields }),
  };
  return changedArticle(profile, kind, article, change);
}

/** The article with a step's changes; without any a paragraph is added, so that the version is a new one. */
export function editedArticle(
  profile: Profile,
  kind: ItemKind,
  article: Article,
  change: TextChange | undefined,
): Article {
  if (change !== undefined) return changedArticle(profile, kind, article, change);
  const added = bodyOf([`Bổ sung lần ${article.body.content.length}.`]);
  return normalizeArticle({ ...article, body: { type: 'doc', content: [...article.body.content, ...added.content] } });
}

function changedArticle(profile: Profile, kind: ItemKind, article: Article, change: TextChange): Article {
  const { title, summary, author, source, sourceDate, language, body, fields } = change;
  const labels = new Map(
    (profile.itemKinds.find(({ id }) => id === kind)?.fields ?? []).map(({ id, title: label }) => [id, label.vi]),
  );
  const values = new Map((article.fields ?? []).map((field) => [field.id, field]));
  for (const [id, value] of Object.entries(fields ?? {})) {
    if (value === null) values.delete(id);
    else values.set(id, { id, label: labels.get(id) ?? id, value });
  }
  const { fields: _before, ...rest } = article;
  return normalizeArticle({
    ...rest,
    title: title ?? article.title,
    summary: summary ?? article.summary,
    author: author ?? article.author,
    source: source ?? article.source,
    sourceDate: sourceDate === undefined ? article.sourceDate : sourceDate,
    language: language ?? article.language,
    body: body === undefined ? article.body : bodyOf(typeof body === 'string' ? [body] : body),
    ...(values.size > 0 && { fields: [...values.values()] }),
  });
}

function bodyOf(paragraphs: readonly string[]): Body {
  return {
    type: 'doc',
    content: paragraphs.map((text) =>
      text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] },
    ),
  };
}
