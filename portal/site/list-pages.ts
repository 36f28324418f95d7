import type { Section } from '#shared/workflow/board-state.ts';
import { articlePath, imagePath, searchPath, sectionPath } from './addresses.ts';
import { type Html, html } from './html.ts';
import { documentBox, headline, listEntry, mostReadBox, pager, thumbnail } from './lists.ts';
import { contactLines, pageFrame, type Surroundings } from './page-frame.ts';
import type { PublicationPage, PublicationSummary } from './publication-source.ts';
import { machineMoment, shortMoment } from './vietnam-time.ts';

/** Rows of one page of a list. */
export const pageSize = 10;

export interface HomeContent {
  readonly latest: readonly PublicationSummary[];
  readonly sections: readonly { readonly section: Section; readonly rows: readonly PublicationSummary[] }[];
  readonly documents: readonly PublicationSummary[];
  readonly mostRead: readonly PublicationSummary[];
}

/** Front page: the newest item with a picture large, the newest others beside it, then every section that has something. */
export function homePage(around: Surroundings, content: HomeContent): Html {
  const { site } = around;
  const lead = content.latest.find(({ image, language }) => image !== null && language === 'vi') ?? content.latest[0];
  const others = content.latest.filter((row) => row !== lead);
  return pageFrame(around, {
    title: site.name.vi,
    description: `${site.name.vi}: tin tức, văn bản, thủ tục hành chính và trả lời phản ánh, kiến nghị.`,
    canonical: '/',
    section: null,
    crumbs: [],
    head: html`<meta property="og:type" content="website"><meta property="og:title" content="${site.name.vi}">`,
    main: html`<h1 class="unseen">${site.name.vi}</h1>
${lead === undefined ? html`<p class="empty">Chưa có tin, bài nào được xuất bản.</p>` : leadStory(lead, others.slice(0, 4))}
<div class="section-grid">${content.sections.map(({ section, rows }) => sectionBlock(section, rows))}</div>`,
    aside: [documentBox(content.documents), mostReadBox(content.mostRead), helpBox(around)],
  });
}

function leadStory(lead: PublicationSummary, others: readonly PublicationSummary[]): Html {
  const picture =
    lead.image === null
      ? null
      : html`<img class="lead-image" src="${imagePath(lead.image.sha256)}" alt="" width="960" height="540">`;
  return html`<section class="lead" aria-label="Tin nổi bật"><div class="lead-story"${lead.language === 'vi' ? null : html` lang="${lead.language}"`}>${picture}
<h2><a href="${articlePath(lead.title, lead.item)}">${lead.title}</a></h2>
<p class="meta" lang="vi"><time datetime="${machineMoment(lead.publishedAt)}">${shortMoment(lead.publishedAt)}</time></p>
<p>${lead.summary}</p></div>
<ul class="lead-others">${others.map(
    (
      row,
    ) => html`<li${row.language === 'vi' ? null : html` lang="${row.language}"`}>${thumbnail(row)}<div><h3><a href="${articlePath(row.title, row.item)}">${row.title}</a></h3>
<p class="meta" lang="vi"><time datetime="${machineMoment(row.publishedAt)}">${shortMoment(row.publishedAt)}</time></p></div></li>`,
  )}</ul></section>`;
}

function sectionBlock(section: Section, rows: readonly PublicationSummary[]): Html | null {
  const [first, ...rest] = rows;
  if (first === undefined) return null;
  return html`<section class="section-block"><h2><a href="${sectionPath(section.id)}">${section.title.vi}</a></h2>
<div class="section-first"${first.language === 'vi' ? null : html` lang="${first.language}"`}>${thumbnail(first)}<div><h3><a href="${articlePath(first.title, first.item)}">${first.title}</a></h3><p class="entry-summary">${first.summary}</p></div></div>
${rest.length === 0 ? null : html`<ul class="headlines">${rest.map(headline)}</ul>`}</section>`;
}

function helpBox({ site }: Surroundings): Html {
  return html`<section class="box help"><h2>Phản ánh, kiến nghị</h2>
<p>Gửi phản ánh, kiến nghị về giải quyết hồ sơ tới Ban Biên tập qua thư điện tử <a href="mailto:${site.email}">${site.email}</a> hoặc điện thoại <a href="tel:${site.phone.replace(/[^+\d]/g, '')}">${site.phone}</a> trong giờ hành chính.</p></section>`;
}

/** One section, newest first, in pages. */
export function sectionPage(
  around: Surroundings,
  section: Section,
  found: PublicationPage,
  page: number,
  mostRead: readonly PublicationSummary[],
): Html {
  const pages = Math.max(1, Math.ceil(found.total / pageSize));
  return pageFrame(around, {
    title: page === 1 ? section.title.vi : `${section.title.vi}, trang ${page}`,
    description: `${section.title.vi} trên ${around.site.name.vi}.`,
    canonical: sectionPath(section.id, page),
    section: section.id,
    crumbs: [{ title: section.title.vi, path: null }],
    head: html`<meta property="og:type" content="website"><meta property="og:title" content="${section.title.vi}"><link rel="alternate" type="application/rss+xml" title="${section.title.vi}" href="${sectionPath(section.id)}/rss.xml">`,
    main: html`<h1>${section.title.vi}</h1>
${
  found.rows.length === 0
    ? html`<p class="empty">Chuyên mục này chưa có tin, bài được xuất bản.</p>`
    : html`<ul class="entries">${found.rows.map((row) => listEntry(row, around.site, 'h2', false))}</ul>`
}
${pager(page, pages, (number) => sectionPath(section.id, number))}`,
    aside: mostReadBox(mostRead),
  });
}

/** Results of a search; kept from search engines. */
export function searchPage(around: Surroundings, words: string, found: PublicationPage | null, page: number): Html {
  const pages = found === null ? 1 : Math.max(1, Math.ceil(found.total / pageSize));
  return pageFrame(around, {
    title: words === '' ? 'Tìm kiếm' : `Tìm kiếm: ${words}`,
    description: `Tìm tin, bài, văn bản trên ${around.site.name.vi}.`,
    canonical: null,
    section: null,
    crumbs: [{ title: 'Tìm kiếm', path: null }],
    search: words,
    main: html`<h1>Tìm kiếm</h1>
${
  found === null
    ? html`<p class="empty">Nhập từ khóa vào ô tìm kiếm ở đầu trang. Có thể gõ không dấu.</p>`
    : html`<p class="found" role="status">Có ${found.total} kết quả cho từ khóa “${words}”.</p>
${
  found.rows.length === 0
    ? html`<p class="empty">Thử từ khóa ngắn hơn, hoặc xem <a href="/so-do-cong">sơ đồ cổng</a>.</p>`
    : html`<ul class="entries">${found.rows.map((row) => listEntry(row, around.site, 'h2', true))}</ul>`
}
${pager(page, pages, (number) => searchPath(words, number))}`
}`,
  });
}

/** The site as a tree: pages, sections with their newest items. */
export function sitemapPage(around: Surroundings, sections: HomeContent['sections']): Html {
  return pageFrame(around, {
    title: 'Sơ đồ cổng',
    description: `Sơ đồ các trang và chuyên mục của ${around.site.name.vi}.`,
    canonical: '/so-do-cong',
    section: null,
    crumbs: [{ title: 'Sơ đồ cổng', path: null }],
    main: html`<h1>Sơ đồ cổng</h1><ul class="tree"><li><a href="/">Trang chủ</a><ul>
${sections.map(
  ({ section, rows }) => html`<li><a href="${sectionPath(section.id)}">${section.title.vi}</a>
${rows.length === 0 ? null : html`<ul>${rows.map((row) => html`<li${row.language === 'vi' ? null : html` lang="${row.language}"`}><a href="${articlePath(row.title, row.item)}">${row.title}</a></li>`)}</ul>`}</li>`,
)}
<li><a href="/tim-kiem">Tìm kiếm</a></li><li><a href="/lien-he">Liên hệ</a></li><li><a href="/rss.xml">Nguồn tin RSS</a></li><li><a href="/sitemap.xml">Sơ đồ cổng dạng XML</a></li>
</ul></li></ul>`,
  });
}

export function contactPage(around: Surroundings): Html {
  return pageFrame(around, {
    title: 'Liên hệ',
    description: `Địa chỉ liên hệ của ${around.site.name.vi}.`,
    canonical: '/lien-he',
    section: null,
    crumbs: [{ title: 'Liên hệ', path: null }],
    main: html`<h1>Liên hệ</h1><p>${around.site.owner}</p>${contactLines(around.site)}
<p>Nguồn tin theo chuyên mục: ${around.site.sections.map((section, index) => html`${index === 0 ? '' : ' · '}<a href="${sectionPath(section.id)}/rss.xml">${section.title.vi}</a>`)}.</p>`,
  });
}

/** Page for an address that leads nowhere, or for a preview past its time. */
export function noticePage(around: Surroundings, title: string, text: string): Html {
  return pageFrame(around, {
    title,
    description: text,
    canonical: null,
    section: null,
    crumbs: [{ title, path: null }],
    main: html`<h1>${title}</h1><p>${text}</p><p><a href="/">Về trang chủ</a> · <a href="/so-do-cong">Xem sơ đồ cổng</a></p>`,
  });
}
