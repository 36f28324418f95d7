import { expect, test } from 'vitest';
import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { makeArticle } from '../../trial/made-article.ts';
import { readWrittenItems } from '../../trial/written-board.ts';
import { articleFromForm, formBlocks, removalField } from './article-form.ts';

/** What a browser would send of an untouched form. */
function untouchedForm(article: Article): URLSearchParams {
  const form = new URLSearchParams();
  for (const { fields } of formBlocks(article.body)) {
    for (const { name, text } of fields) form.set(name, text.replace(/\n/g, '\r\n'));
  }
  const { title, summary, author, source, sourceDate } = article;
  for (const [name, value] of Object.entries({ title, summary, author, source, sourceDate: sourceDate ?? '' })) {
    form.set(name, value);
  }
  return form;
}

test('an untouched form gives back the same article, whatever blocks it has', async () => {
  for (const { article: written } of readWrittenItems()) {
    const { article } = await makeArticle(written);
    expect(contentHash(articleFromForm(article, untouchedForm(article)))).toBe(contentHash(article));
  }
});

test('one digit changed in a table cell changes that cell alone', async () => {
  const written = readWrittenItems().find(({ key }) => key === 'so-lieu-thang-10');
  const { article } = await makeArticle(written!.article);
  const field = formBlocks(article.body)
    .flatMap(({ fields }) => fields)
    .find(({ text }) => text === '3.811');
  const form = untouchedForm(article);
  form.set(field!.name, '3.118');
  const changed = articleFromForm(article, form);
  expect(JSON.stringify(changed)).toBe(JSON.stringify(article).replace('3.811', '3.118'));
});

test('a block can be left out, but not every block', async () => {
  const { article } = await makeArticle(readWrittenItems()[0]!.article);
  const form = untouchedForm(article);
  form.set(removalField(1), 'on');
  expect(articleFromForm(article, form).body.content).toEqual(article.body.content.filter((_, index) => index !== 1));
  article.body.content.forEach((_, index) => {
    form.set(removalField(index), 'on');
  });
  expect(() => articleFromForm(article, form)).toThrow('content-invalid');
});
