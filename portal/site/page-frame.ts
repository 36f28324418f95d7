import type { SectionId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import { sectionPath } from './addresses.ts';
import { assetPath } from './assets.ts';
import { type Content, type Html, html } from './html.ts';
import type { SiteIdentity } from './publication-source.ts';
import { longMoment, yearOf } from './vietnam-time.ts';
import { writtenCount } from './wording.ts';

/** A step of the breadcrumb; the last one is the page itself and has no address. */
export interface Crumb {
  readonly title: string;
  readonly path: string | null;
  /** Given when it is not Vietnamese. */
  readonly language?: string;
}

/** What every page of the site needs around its own content. */
export interface Surroundings {
  readonly site: SiteIdentity;
  readonly now: Instant;
  readonly origin: string;
  readonly visits: number;
}

export interface PageContent {
  readonly title: string;
  readonly description: string;
  /** Path whose address search engines keep; null for pages they must not keep. */
  readonly canonical: string | null;
  readonly section: SectionId | null;
  readonly crumbs: readonly Crumb[];
  /** Metadata of this page alone. */
  readonly head?: Content;
  /** Said above everything else on pages the public does not see. */
  readonly notice?: Content;
  /** Words in the search box. */
  readonly search?: string;
  readonly main: Content;
  readonly aside?: Content;
}

/** A whole page: metadata, skip link, banner, menu, breadcrumb, content with its sidebar, and the footer the law asks for. */
export function pageFrame(around: Surroundings, page: PageContent): Html {
  const { site, origin } = around;
  const title = page.crumbs.length === 0 ? site.name.vi : `${page.title} – ${site.name.vi}`;
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${page.description}">
${page.canonical === null ? html`<meta name="robots" content="noindex, nofollow, noarchive">` : html`<link rel="canonical" href="${origin}${page.canonical}">`}
<meta property="og:site_name" content="${site.name.vi}">
<meta property="og:locale" content="vi_VN">
${page.head}
<link rel="alternate" type="application/rss+xml" title="${site.name.vi}" href="/rss.xml">
<link rel="icon" type="image/svg+xml" href="${assetPath('bieu-trung.svg')}">
<link rel="stylesheet" href="${assetPath('cong.css')}">
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung chính</a>
${page.notice}
${banner(around, page)}
${menu(site, page.section)}
<div class="page">
${page.crumbs.length === 0 ? null : breadcrumb(page.crumbs)}
<div class="${page.aside === undefined ? 'columns single' : 'columns'}">
<main id="noi-dung" tabindex="-1">${page.main}</main>
${page.aside === undefined ? null : html`<aside class="side" aria-label="Nội dung bên lề">${page.aside}</aside>`}
</div>
</div>
${footer(around)}
</body>
</html>
`;
}

function banner({ site, now }: Surroundings, page: PageContent): Html {
  return html`<header class="banner">
<div class="strip"><div class="page strip-row">
<p class="today">${longMoment(now, 'vi')}</p>
<ul class="tools"><li><a href="/so-do-cong">Sơ đồ cổng</a></li><li><a href="/rss.xml">RSS</a></li><li><a href="/lien-he">Liên hệ</a></li></ul>
</div></div>
<div class="page masthead">
<a class="brand" href="/"><img src="${assetPath('bieu-trung.svg')}" alt="" width="72" height="72"><span><span class="owner">${site.owner}</span> <span class="name">${site.name.vi}</span></span></a>
<form class="search" role="search" action="/tim-kiem" method="get">
<label class="unseen" for="tu-khoa">Từ khóa tìm kiếm</label>
<input id="tu-khoa" name="tu-khoa" type="search" maxlength="200" placeholder="Tìm tin, bài, văn bản" value="${page.search ?? ''}">
<button type="submit">Tìm kiếm</button>
</form>
</div>
</header>`;
}

function menu(site: SiteIdentity, current: SectionId | null): Html {
  const entry = (path: string, title: string, here: boolean): Html =>
    html`<li><a href="${path}"${here ? html` aria-current="true"` : null}>${title}</a></li>`;
  return html`<nav class="menu" aria-label="Chuyên mục"><div class="page">
<button class="menu-button" type="button" popovertarget="chuyen-muc">Chuyên mục</button>
<ul id="chuyen-muc" popover>
${entry('/', 'Trang chủ', false)}
${site.sections.map(({ id, title }) => entry(sectionPath(id), title.vi, id === current))}
</ul></div></nav>`;
}

function breadcrumb(crumbs: readonly Crumb[]): Html {
  return html`<nav class="crumbs" aria-label="Đường dẫn"><ol><li><a href="/">Trang chủ</a></li>
${crumbs.map(({ title, path, language }) =>
  path === null
    ? html`<li aria-current="page"${language === undefined ? null : html` lang="${language}"`}>${title}</li>`
    : html`<li><a href="${path}">${title}</a></li>`,
)}</ol></nav>`;
}

function footer({ site, now, visits }: Surroundings): Html {
  return html`<footer class="foot"><div class="page foot-row">
<div>
<p class="foot-name">${site.name.vi}</p>
${contactLines(site)}
</div>
<nav aria-label="Cuối trang"><ul class="foot-links">
<li><a href="/so-do-cong">Sơ đồ cổng</a></li><li><a href="/lien-he">Liên hệ</a></li><li><a href="/rss.xml">Nguồn tin RSS</a></li><li><a href="#noi-dung">Về đầu trang</a></li>
</ul>
<p class="counter">Lượt truy cập: <strong>${writtenCount(visits)}</strong></p>
<p class="counter">Cập nhật: ${longMoment(now, 'vi')}</p></nav>
</div>
<p class="page rights">© ${yearOf(now)} ${site.unit}. Ghi rõ nguồn “${site.name.vi}” khi sử dụng lại thông tin từ cổng này.</p>
</footer>`;
}

/** Unit, responsible person, address, phone and e-mail, as the law wants them at the foot of a state portal. */
export function contactLines(site: SiteIdentity): Html {
  return html`<dl class="contact">
<div><dt>Đơn vị quản lý</dt><dd>${site.unit}</dd></div>
<div><dt>Chịu trách nhiệm chính</dt><dd>${site.responsiblePerson}</dd></div>
<div><dt>Địa chỉ</dt><dd>${site.address}</dd></div>
<div><dt>Điện thoại</dt><dd><a href="tel:${site.phone.replace(/[^+\d]/g, '')}">${site.phone}</a></dd></div>
<div><dt>Thư điện tử</dt><dd><a href="mailto:${site.email}">${site.email}</a></dd></div>
${site.licence === '' ? null : html`<div><dt>Giấy phép</dt><dd>${site.licence}</dd></div>`}
</dl>`;
}
