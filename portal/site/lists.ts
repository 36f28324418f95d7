import { articlePath, imagePath } from './addresses.ts';
import { type Html, html } from './html.ts';
import type { PublicationSummary, SiteIdentity } from './publication-source.ts';
import { dayOf, machineMoment, shortMoment } from './vietnam-time.ts';
import { kindWording, writtenCount } from './wording.ts';

/** One published item in a list: title, date, summary and its picture when it has one. */
export function listEntry(row: PublicationSummary, site: SiteIdentity, level: 'h2' | 'h3', showSection: boolean): Html {
  const section = site.sections.find(({ id }) => id === row.section)?.title.vi ?? '';
  const title = html`<a href="${articlePath(row.title, row.item)}">${row.title}</a>`;
  return html`<li class="entry"${languageOf(row)}>
${thumbnail(row)}
<div>${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
<p class="meta" lang="vi"><time datetime="${machineMoment(row.publishedAt)}">${shortMoment(row.publishedAt)}</time><span>${showSection ? section : kindWording[row.kind]}</span></p>
<p class="entry-summary">${row.summary}</p></div></li>`;
}

/** Headline with its date alone. */
export function headline(row: PublicationSummary): Html {
  return html`<li${languageOf(row)}><a href="${articlePath(row.title, row.item)}">${row.title}</a> <time datetime="${machineMoment(row.publishedAt)}">${dayOf(row.publishedAt)}</time></li>`;
}

/** Picture of an item; its words stand beside it, so the picture itself is decoration here. */
export function thumbnail({ image }: PublicationSummary): Html | null {
  return image === null
    ? null
    : html`<img class="thumbnail" src="${imagePath(image.sha256)}" alt="" width="320" height="200" loading="lazy">`;
}

export function relatedBox(rows: readonly PublicationSummary[]): Html | null {
  if (rows.length === 0) return null;
  return html`<section class="box related"><h2>Tin, bài liên quan</h2><ul>${rows.map(headline)}</ul></section>`;
}

export function mostReadBox(rows: readonly PublicationSummary[]): Html | null {
  if (rows.length === 0) return null;
  return html`<section class="box most-read"><h2>Đọc nhiều</h2><ol>
${rows.map((row) => html`<li${languageOf(row)}><a href="${articlePath(row.title, row.item)}">${row.title}</a> <span class="views" lang="vi">${writtenCount(row.views)} lượt xem</span></li>`)}
</ol></section>`;
}

export function documentBox(rows: readonly PublicationSummary[]): Html | null {
  if (rows.length === 0) return null;
  return html`<section class="box documents"><h2>Văn bản mới</h2><ul>${rows.map(headline)}</ul></section>`;
}

/** Links to the other pages of a list, every page said by number. */
export function pager(page: number, pages: number, pathOf: (page: number) => string): Html | null {
  if (pages < 2) return null;
  const shown = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - page) <= 2,
  );
  return html`<nav class="pager" aria-label="Phân trang"><ul>
${page > 1 ? html`<li><a href="${pathOf(page - 1)}" rel="prev">Trang trước</a></li>` : null}
${shown.map((number, index) => [
  index > 0 && number - (shown[index - 1] ?? number) > 1 ? html`<li class="gap" aria-hidden="true">…</li>` : null,
  number === page
    ? html`<li><span class="here" aria-current="page"><span class="unseen">Trang </span>${number}</span></li>`
    : html`<li><a href="${pathOf(number)}"><span class="unseen">Trang </span>${number}</a></li>`,
])}
${page < pages ? html`<li><a href="${pathOf(page + 1)}" rel="next">Trang sau</a></li>` : null}
</ul></nav>`;
}

function languageOf({ language }: PublicationSummary): Html | null {
  return language === 'vi' ? null : html` lang="${language}"`;
}
