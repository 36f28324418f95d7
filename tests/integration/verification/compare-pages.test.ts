import { describe, expect, test } from 'vitest';
import { compare } from '#shared/verification/compare.ts';
import type { Comparison } from '#shared/verification/verdict.ts';
import { comparisonSchema } from '#shared/verification/verdict.ts';
import { articles } from '../../fixtures/verification/articles.ts';
import { faults } from '../../fixtures/verification/faults.ts';
import { pageCaptureOf } from '../../fixtures/verification/page-capture-of.ts';
import { portalTemplates } from '../../fixtures/verification/portal-pages.ts';
import { seededRandom } from '../../fixtures/verification/seeded-random.ts';
import { variations } from '../../fixtures/verification/variations.ts';

const cases = portalTemplates.flatMap((template) =>
  Object.entries(articles).map(([name, article]) => ({ template, name, article })),
);
const told = (comparison: Comparison): unknown =>
  comparison.discrepancies.map(({ type, severity, block, approved, published }) => [
    type,
    severity,
    block,
    approved,
    published,
  ]);

describe('an unaltered page', () => {
  test.each(cases)('$name on $template.name is a match that says what was compared', ({ template, article }) => {
    const comparison = compare(article, pageCaptureOf(article, template.url, template.render(article)));
    expect({ verdict: comparison.verdict, found: told(comparison), unchecked: comparison.unchecked }).toEqual({
      verdict: 'match',
      found: [],
      unchecked: [],
    });
    const { covered } = comparison;
    const images = article.body.content.filter((block) => block.type === 'image').length;
    const tables = article.body.content.filter((block) => block.type === 'table').length;
    expect({
      title: covered.title,
      images: covered.images,
      tables: covered.tables,
      attachments: covered.attachments,
    }).toEqual({
      title: true,
      images,
      tables,
      attachments: article.attachments.length,
    });
  });
});

describe('a page with one fault', () => {
  test.each(Object.entries(faults))('%s is found and shown on every template', (kind, fault) => {
    const failures: unknown[] = [];
    let injected = 0;
    for (const { template, name, article } of cases) {
      for (const seed of [1, 2, 3]) {
        const faulty = fault(seededRandom(seed * 7_919 + kind.length * 31), article, template);
        if (faulty === null) continue;
        injected += 1;
        const comparison = compare(article, pageCaptureOf(article, template.url, faulty.html, faulty.changed));
        const shown = comparison.discrepancies.some(
          ({ severity, approved, published }) =>
            severity === 'meaning' && approved.includes(faulty.approved) && published.includes(faulty.published),
        );
        const fits = comparisonSchema.safeParse(comparison).success;
        if (comparison.verdict !== 'mismatch' || !shown || !fits) {
          failures.push([
            template.name,
            name,
            seed,
            faulty.approved,
            faulty.published,
            comparison.verdict,
            told(comparison),
          ]);
        }
      }
    }
    expect(failures).toEqual([]);
    expect(injected).toBeGreaterThan(0);
  });
});

describe('a page written differently', () => {
  test.each(Object.entries(variations))('%s raises no false alarm', (_kind, variation) => {
    const alarms: unknown[] = [];
    let differed = 0;
    for (const { template, name, article } of cases) {
      const varied = variation.apply(seededRandom(name.length), article, template);
      if (varied.html !== template.render(article) || varied.changed.length > 0) differed += 1;
      const comparison = compare(article, pageCaptureOf(article, template.url, varied.html, varied.changed));
      if (comparison.verdict !== 'match' && comparison.verdict !== variation.verdict) {
        alarms.push([template.name, name, comparison.verdict, told(comparison), comparison.unchecked]);
      }
    }
    expect(alarms).toEqual([]);
    expect(differed).toBeGreaterThan(0);
  });
});

describe('the difference shown is the smallest', () => {
  const [simple] = portalTemplates;
  const { news, decision } = articles;
  const found = (article: typeof news, edit: (html: string) => string): unknown => {
    if (article === undefined || simple === undefined) throw new Error('fixtures are missing');
    const html = simple.render(article);
    expect(edit(html)).not.toBe(html);
    return told(compare(article, pageCaptureOf(article, simple.url, edit(html))));
  };

  test('one digit of a number shows the number', () => {
    expect(found(news, (html) => html.replace('80 km/giờ', '90 km/giờ'))).toEqual([
      ['changedNumber', 'meaning', 'body/2', '80', '90'],
    ]);
    expect(found(decision, (html) => html.replace('<td>8.000</td>', '<td>8.500</td>'))).toEqual([
      ['tableCell', 'meaning', 'body/2/3/2', '8.000', '8.500'],
    ]);
  });

  test('a lost negation shows the word', () => {
    expect(found(news, (html) => html.replace('Dự án không sử dụng', 'Dự án sử dụng'))).toEqual([
      ['changedNegation', 'meaning', 'body/2', 'không', ''],
    ]);
  });

  test('a swap of two cells shows both', () => {
    expect(
      found(decision, (html) => html.replace('<td>3.000</td><td>5.000</td>', '<td>5.000</td><td>3.000</td>')),
    ).toEqual([
      ['tableCell', 'meaning', 'body/2/1/2', '3.000', '5.000'],
      ['tableCell', 'meaning', 'body/2/1/3', '5.000', '3.000'],
    ]);
  });

  test('source offsets point at the words on the page', () => {
    if (news === undefined || simple === undefined) throw new Error('fixtures are missing');
    const html = simple.render(news).replace('6 làn xe', '8 làn xe');
    const [difference] = compare(news, pageCaptureOf(news, simple.url, html)).discrepancies;
    expect([difference?.approvedRange, html.slice(...(difference?.publishedRange ?? [0, 0]))]).toEqual([[74, 75], '8']);
  });
});

test('a redirect to another host is a difference, to the same host or its www is none', () => {
  const { notice } = articles;
  const [simple] = portalTemplates;
  if (notice === undefined || simple === undefined) throw new Error('fixtures are missing');
  const verdictFrom = (requested: string): unknown => {
    const page = { ...pageCaptureOf(notice, simple.url, simple.render(notice)), requested };
    return compare(notice, page).discrepancies.map(({ type, published }) => [type, published]);
  };
  const { host } = new URL(simple.url);
  expect([`http://${host}/a`, `https://www.${host}/a`, 'https://elsewhere.example.com/a'].map(verdictFrom)).toEqual([
    [],
    [],
    [['redirect', simple.url]],
  ]);
});
