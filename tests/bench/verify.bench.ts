/** How fast pages are compared in one thread, beside linkedom with Readability and a word diff where those are installed. */

import type { ApprovedCase } from '#shared/verification/approved-case.ts';
import { approvedFromCase } from '#shared/verification/approved-case.ts';
import { judgeCase } from '#shared/verification/case-answer.ts';
import { compareVersion } from '#shared/verification/compare.ts';
import { decodePage } from '../../electron/core/verify/decode-page.ts';
import { caseArticles } from '../fixtures/verification/evaluation/case-articles.ts';
import { caseTemplates } from '../fixtures/verification/evaluation/templates.ts';
import { seededRandom } from '../fixtures/verification/seeded-random.ts';
import { median, p95, report } from './measure.ts';

interface Page {
  readonly approved: ApprovedCase;
  readonly html: string;
  readonly url: string;
}

/** A page padded to a size by a menu in its foot, as portals carry them. */
function padded(html: string, size: number): string {
  const entry =
    '<li class="menu-item level-2"><a class="nav-link" href="/chuyen-muc/linh-vuc/12"><span>Thông tin tuyên truyền, phổ biến</span></a></li>\n';
  const count = Math.max(0, Math.ceil((size - html.length) / entry.length));
  return html.replace(/<\/body>|$/i, (end) => `<footer><ul>${entry.repeat(count)}</ul></footer>${end}`);
}

const random = seededRandom(7);
const pages: Page[] = caseTemplates.flatMap((template) =>
  caseArticles(12).map(({ article }) => ({
    approved: { ...article, portal: template.portal },
    html: padded(template.print(article).html, 60_000 + random.below(90_000)),
    url: template.url,
  })),
);
const kilobytes = Math.round(pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length / 1_000);

/** Processor time of this thread, so that other work on the machine does not count. */
function milliseconds(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

function judge({ approved, html, url }: Page): void {
  const reply = judgeCase({ id: null, approved, pageHtml: html, url });
  if ('error' in reply || reply.verdict !== 'match')
    throw new Error(`a clean page was judged ${JSON.stringify(reply).slice(0, 300)}`);
}

for (const page of pages) judge(page);
const samples = Array.from({ length: 3 }, () => pages.map((page) => milliseconds(() => judge(page)))).flat();
const perSecond = 1_000 / (samples.reduce((sum, one) => sum + one, 0) / samples.length);
const common = { bench: 'verify', unit: 'ms' } as const;
report({
  ...common,
  figure: 'one page',
  samples,
  limit: { atMost: 30, of: 'p95' },
  facts: { kilobytes, pages: pages.length },
});
report({
  bench: 'verify',
  figure: 'pages a second in one thread',
  unit: 'count',
  samples: [perSecond],
  facts: { asked: 150 },
});

const words = (count: number, seed: number): string[] => {
  const source = seededRandom(seed);
  const vocabulary = pages[0]?.approved.body.flatMap((block) => ('text' in block ? block.text.split(' ') : [])) ?? [];
  return Array.from({ length: count }, () => source.pick(vocabulary) ?? 'x');
};

/** A long article with a share of its words replaced on the page. */
function editedArticle(size: number, share: number): Page {
  const source = seededRandom(size);
  const paragraphs: string[] = [];
  for (let total = 0; total < size; total += paragraphs.at(-1)?.length ?? 0)
    paragraphs.push(words(60, total + 1).join(' '));
  const change = (text: string): string =>
    text
      .split(' ')
      .map((word) => (source.below(1_000) < share * 1_000 ? `${word}x` : word))
      .join(' ');
  const body = paragraphs.map((text) => ({ type: 'paragraph' as const, text }));
  return {
    approved: {
      title: 'Một bài dài',
      summary: null,
      author: null,
      source: null,
      date: null,
      body,
      imagesComplete: true,
    },
    html: `<html><body><div id="a"><h1>Một bài dài</h1><div class="b">${paragraphs.map((text) => `<p>${change(text)}</p>`).join('\n')}</div></div></body></html>`,
    url: 'https://page.example/',
  };
}

for (const [figure, size, share, atMost] of [
  ['200 KB with 1 % edited', 200_000, 0.01, 35],
  ['20 KB with 20 % edited', 20_000, 0.2, 50],
] as const) {
  const page = editedArticle(size, share);
  const version = approvedFromCase(page.approved);
  const compared = (): void => {
    const capture = { url: page.url, html: page.html, resources: new Map(), approvedImages: new Map() };
    if (compareVersion(version, capture).verdict !== 'mismatch') throw new Error('the edits were not found');
  };
  for (let at = 0; at < 5; at += 1) compared();
  report({
    ...common,
    figure,
    samples: Array.from({ length: 20 }, () => milliseconds(compared)),
    limit: { atMost, of: 'median' },
  });
}

const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const [sample] = pages;
const hostile: readonly (readonly [string, Uint8Array])[] = [
  ['a million nested blocks', Buffer.from('<div>'.repeat(1_000_000))],
  ['fifty thousand siblings', Buffer.from(`<div>${'<i></i>'.repeat(50_000)}</div>`)],
  ['everything unclosed', Buffer.from('<p><b><font color=red><table><tr><td><a href=x>y'.repeat(4_000))],
  ['five million letters on one line', Buffer.from('a'.repeat(5_000_000))],
  ['two million NULs', Buffer.alloc(2_000_000)],
  ['UTF-16', utf16(sample?.html ?? '')],
  ['formatting never closed', Buffer.from(`${'<b>'.repeat(150)}${'<p>x</p>'.repeat(10_000)}`)],
];
for (const [figure, bytes] of hostile) {
  let verdict = '';
  const ms = milliseconds(() => {
    const html = decodePage(bytes, '').text;
    const version = approvedFromCase(sample?.approved ?? { body: [] });
    const capture = { url: 'https://page.example/', html, resources: new Map(), approvedImages: new Map() };
    const comparison = compareVersion(version, capture);
    verdict = comparison.unchecked[0]?.reason ?? comparison.verdict;
  });
  report({
    ...common,
    figure: `hostile: ${figure}`,
    samples: [ms],
    limit: { atMost: 1_000, of: 'median' },
    facts: { verdict },
  });
}

/** The way other tools go: a tree, the main content guessed, a word diff of the two texts. */
async function peer(): Promise<((page: Page) => void) | null> {
  const [linkedom, readability, diff] = await Promise.all(
    ['linkedom', '@mozilla/readability', 'diff'].map((name) => import(name).catch(() => null)),
  );
  if (!linkedom || !readability || !diff) return null;
  return ({ approved, html }) => {
    const { document } = linkedom.parseHTML(html);
    const text: string = new readability.Readability(document).parse()?.textContent ?? '';
    const own = approved.body.map((block) => ('text' in block ? block.text : '')).join('\n');
    diff.diffWords(own, text);
  };
}

const comparePeer = await peer();
if (comparePeer === null) {
  console.log(JSON.stringify({ bench: 'verify', peer: 'linkedom, @mozilla/readability and diff are not installed' }));
} else {
  const some = pages.filter((_page, at) => at % 6 === 0);
  for (const page of some.slice(0, 4)) comparePeer(page);
  const theirs = some.map((page) => milliseconds(() => comparePeer(page)));
  const ours = some.map((page) => milliseconds(() => judge(page)));
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  report({
    ...common,
    figure: 'one page by linkedom, Readability and jsdiff',
    samples: theirs,
    facts: { timesSlower: Number((mean(theirs) / mean(ours)).toFixed(1)), asked: 12 },
  });
}
console.log(
  JSON.stringify({
    bench: 'verify',
    summary: true,
    pagesPerSecond: Number(perSecond.toFixed(0)),
    median: Number(median(samples).toFixed(2)),
    p95: Number(p95(samples).toFixed(2)),
    kilobytes,
  }),
);
