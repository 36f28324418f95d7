import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Article, articleSchema } from '#shared/content/article.ts';
import { normalizeArticle } from '#shared/content/canonical.ts';
import { foldCosmetic } from '#shared/content/fold.ts';
import { compare } from '#shared/verification/compare.ts';
import { anyArticle } from '../../fixtures/verification/any-article.ts';
import { textNodes, withBlocks, withText } from '../../fixtures/verification/article-edits.ts';
import { articles } from '../../fixtures/verification/articles.ts';
import { pageCaptureOf } from '../../fixtures/verification/page-capture-of.ts';
import { portalTemplates } from '../../fixtures/verification/portal-pages.ts';

const anyTemplate = fc
  .constantFrom(...portalTemplates)
  .map((template) => Object.assign(template, { toString: () => template.name }));
const runs = Number(process.env['VERIFY_RUNS'] ?? 0);

test('a page that shows any article unaltered is a match', () => {
  fc.assert(
    fc.property(anyArticle, anyTemplate, (approved, template) => {
      const comparison = compare(approved, pageCaptureOf(approved, template.url, template.render(approved)));
      expect([comparison.verdict, comparison.discrepancies, comparison.unchecked]).toEqual(['match', [], []]);
    }),
    { numRuns: runs || 400 },
  );
}, 600_000);

/** Where an edit is made: a text node of the body, or a field. */
type Place = { readonly text: string; readonly put: (text: string) => Article };

function placesOf(approved: Article): readonly Place[] {
  const places: Place[] = textNodes(approved).map(({ node }) => ({
    text: node.text,
    put: (text) => withText(approved, node, text),
  }));
  places.push({ text: approved.title, put: (title) => ({ ...approved, title }) });
  if (approved.summary !== '') places.push({ text: approved.summary, put: (summary) => ({ ...approved, summary }) });
  approved.body.content.forEach((figure, at) => {
    if (figure.type !== 'image' || figure.attrs.caption === '') return;
    places.push({
      text: figure.attrs.caption,
      put: (caption) =>
        withBlocks(approved, (blocks) => blocks.with(at, { ...figure, attrs: { ...figure.attrs, caption } })),
    });
  });
  return places;
}

const letters = [...'aáàảãạăâdđeêiíoôơuưbcnthgAĐNTHƯ0123456789.,;:-–%()"“”?!/\u00a0\u0301'];
const edit = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace'),
  at: fc.nat(10_000),
  letter: fc.constantFrom(...letters),
});

test('any single edit of any text of the article is found', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...Object.values(articles)), anyArticle),
      anyTemplate,
      fc.nat(10_000),
      edit,
      (approved, template, which, { kind, at, letter }) => {
        const places = placesOf(approved);
        const place = places[which % places.length];
        if (place === undefined) return;
        const from = at % place.text.length;
        const after =
          place.text.slice(0, from) +
          (kind === 'delete' ? '' : letter) +
          place.text.slice(kind === 'insert' ? from : from + 1);
        const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();
        fc.pre(after.trim() !== '' && squeezed(after) !== squeezed(place.text));
        const edited = place.put(after);
        fc.pre(articleSchema.safeParse(edited).success);
        fc.pre(JSON.stringify(normalizeArticle(edited)) !== JSON.stringify(normalizeArticle(approved)));
        const { verdict } = compare(approved, pageCaptureOf(approved, template.url, template.render(edited)));
        const spaceless = (text: string): string => foldCosmetic(text).replace(/\s/g, '').replace(/[–-]/g, '-');
        const harmless = spaceless(after) === spaceless(place.text);
        expect(verdict).toMatch(harmless ? /^(?:cosmetic|mismatch)$/ : /^mismatch$/);
      },
    ),
    { numRuns: runs || 1_000 },
  );
}, 600_000);
