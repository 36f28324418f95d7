import type { Article } from '#shared/content/article.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { Profile } from '#shared/regulation/profile.ts';

/** An article that lacks nothing any guard of the profile asks for, whatever the kind. */
export function completeArticle(profile: Profile): Article {
  const fields = new Map(
    profile.itemKinds.flatMap((kind) =>
      kind.fields.map(
        ({ id, title, choices }) => [id, { id, label: title.vi, value: choices?.[0]?.vi ?? 'có' }] as const,
      ),
    ),
  );
  return {
    language: 'vi',
    title: 'Tiêu đề',
    summary: '',
    author: 'Tác giả',
    source: 'Nguồn',
    sourceDate: null,
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Nội dung.' }] }] },
    attachments: [],
    document: null,
    ...(fields.size > 0 && { fields: [...fields.values()] }),
  };
}

/** Texts behind the made-up hashes: `a` lacks nothing, `b` lacks whatever can be asked for, `c` is nowhere. */
export function articlesOf(profile: Profile): (hash: Hash) => Article | null {
  const whole = completeArticle(profile);
  const { fields: _none, ...rest } = whole;
  const lacking: Article = { ...rest, title: '', author: '', source: '' };
  return (hash) => (hash.startsWith('a') ? whole : hash.startsWith('b') ? lacking : null);
}
