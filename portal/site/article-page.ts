import type { Article, ArticleField, DocumentFields } from '#shared/content/article.ts';
import { bodyToHtml } from '#shared/content/html-out.ts';
import { articlePath, filePath, imagePath, previewPath, sectionPath } from './addresses.ts';
import { type Content, type Html, html, jsonScript, trusted } from './html.ts';
import { mostReadBox, relatedBox } from './lists.ts';
import { type PageContent, pageFrame, type Surroundings } from './page-frame.ts';
import type { PublicationSummary, ShownPublication } from './publication-source.ts';
import { machineMoment, shortMoment, writtenDate } from './vietnam-time.ts';
import { articleWording, kindWording, writtenCount, writtenSize } from './wording.ts';

/** Everything one article page shows. A null `preview` is the public page; otherwise the page of that token. */
export interface ArticlePage {
  readonly publication: ShownPublication;
  readonly preview: { readonly token: string; readonly expiresAt: Parameters<typeof shortMoment>[0] } | null;
  readonly related: readonly PublicationSummary[];
  readonly mostRead: readonly PublicationSummary[];
}

/** The page of one publication; the preview differs from the public page only in its notice, file addresses and metadata. */
export function articlePage(around: Surroundings, page: ArticlePage): Html {
  const { publication, preview } = page;
  const { article } = publication;
  const section = around.site.sections.find(({ id }) => id === publication.section);
  const root = preview === null ? '' : previewPath(preview.token);
  const path = articlePath(article.title, publication.item);
  const crumbs = [
    ...(section === undefined ? [] : [{ title: section.title.vi, path: sectionPath(section.id) }]),
    { title: article.title, path: null, ...(article.language === 'vi' ? {} : { language: article.language }) },
  ];
  const content: PageContent = {
    title: article.title,
    description: article.summary,
    canonical: preview === null ? path : null,
    section: publication.section,
    crumbs,
    head: metadata(around, publication, path, section?.title.vi ?? ''),
    notice: preview === null ? null : previewNotice(preview.expiresAt),
    main: articleContent(around, publication, root, path),
    aside: [relatedBox(page.related), mostReadBox(page.mostRead)],
  };
  return pageFrame(around, content);
}

function previewNotice(expiresAt: Parameters<typeof shortMoment>[0]): Html {
  return html`<div class="preview-notice" role="status"><p class="page"><strong>Bản xem trước.</strong> Chưa xuất bản, chỉ để đối chiếu với bản đã duyệt. Địa chỉ này hết hạn lúc ${shortMoment(expiresAt)}.</p></div>`;
}

function articleContent(around: Surroundings, shown: ShownPublication, root: string, path: string): Html {
  const { article } = shown;
  const words = articleWording[article.language];
  const body = scrollableTables(
    bodyToHtml(article.body, { imageUrl: (sha256) => imagePath(sha256, root) }),
    words.table,
  );
  return html`<article class="article" lang="${article.language}" data-item="${shown.item}">
<p class="kind" lang="vi">${kindWording[shown.kind]}</p>
<h1>${article.title}</h1>
<p class="meta">${metaLine(shown)}</p>
${article.summary === '' ? null : html`<div class="summary">${article.summary.split('\n').map((line) => html`<p>${line}</p>`)}</div>`}
${article.document === null ? null : documentTable(article.document, article.language)}
${article.fields === undefined ? null : fieldTable(article.fields, article.language)}
<div class="body">${trusted(body)}</div>
${attachmentList(article, root)}
<p class="byline"><span class="byline-name">${words.author}:</span> <span class="author">${article.author}</span></p>
<p class="byline"><span class="byline-name">${words.source}:</span> <span class="source">${article.source}</span>${
    article.sourceDate === null
      ? null
      : html`<span class="source-posted"> (${words.sourceDate} <time class="source-date" datetime="${article.sourceDate}">${writtenDate(article.sourceDate)}</time>)</span>`
  }</p>
</article>
${shareBar(around, article, path)}`;
}

/** Puts each table into a frame that scrolls by keyboard too; escaped text never holds the tags looked for here. */
function scrollableTables(body: string, name: string): string {
  let count = 0;
  return body
    .replace(/<table>/g, () => {
      count += 1;
      return `<div class="table-frame" role="region" aria-label="${name} ${count}" tabindex="0"><table>`;
    })
    .replace(/<\/table>/g, '</table></div>');
}

function metaLine({ article, publishedAt, views }: ShownPublication): Content {
  const words = articleWording[article.language];
  const moment =
    publishedAt === null
      ? html`<span class="published">${words.notPublished}</span>`
      : html`<span class="published">${words.published}: <time datetime="${machineMoment(publishedAt)}">${shortMoment(publishedAt, article.language)}</time></span>`;
  return html`${moment} <span class="views">${writtenCount(views)} ${words.views}</span>`;
}

function documentTable(fields: DocumentFields, language: Article['language']): Html {
  const words = articleWording[language];
  const row = (name: keyof DocumentFields, value: Content): Html | null =>
    value === '' || value === null ? null : html`<div><dt>${words.fields[name]}</dt><dd>${value}</dd></div>`;
  const { issuedOn } = fields;
  return html`<section class="document" aria-label="${words.document}"><dl>
${row('number', fields.number)}${row('symbol', fields.symbol)}${row('subject', fields.subject)}
${row('issuedOn', issuedOn === null ? null : html`<time datetime="${issuedOn}">${writtenDate(issuedOn)}</time>`)}
${row('issuer', fields.issuer)}${row('signer', fields.signer)}
</dl></section>`;
}

function fieldTable(fields: readonly ArticleField[], language: Article['language']): Html {
  return html`<section class="document" aria-label="${articleWording[language].particulars}"><dl>
${fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
</dl></section>`;
}

function attachmentList({ attachments, language }: Article, root: string): Html | null {
  if (attachments.length === 0) return null;
  return html`<section class="files"><h2>${articleWording[language].attachments}</h2><ul class="attachments">
${attachments.map(
  ({ sha256, name, size }) =>
    html`<li><a href="${filePath(sha256, name, root)}" download="${name}">${name}</a> <span class="file-size">(${writtenSize(size)})</span></li>`,
)}
</ul></section>`;
}

function shareBar({ origin }: Surroundings, article: Article, path: string): Html {
  const address = `${origin}${path}`;
  const mail = `mailto:?subject=${encodeURIComponent(article.title)}&body=${encodeURIComponent(address)}`;
  return html`<nav class="share" aria-label="Chia sẻ"><span>Chia sẻ:</span><ul>
<li><a href="${mail}">Thư điện tử</a></li>
<li><a href="https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(address)}" rel="noopener noreferrer nofollow">Facebook</a></li>
<li><a href="${path}">Liên kết cố định</a></li></ul></nav>`;
}

function metadata(around: Surroundings, shown: ShownPublication, path: string, section: string): Content {
  const { origin, site } = around;
  const { article, publishedAt } = shown;
  const image = firstImage(article);
  const published = publishedAt === null ? null : machineMoment(publishedAt);
  const data = {
    '@context': 'https://schema.org',
    '@type': shown.kind === 'news' || shown.kind === 'article' ? 'NewsArticle' : 'Article',
    headline: article.title,
    description: article.summary,
    inLanguage: article.language,
    articleSection: section,
    author: { '@type': 'Person', name: article.author },
    publisher: { '@type': 'GovernmentOrganization', name: site.unit },
    mainEntityOfPage: `${origin}${path}`,
    ...(published === null ? {} : { datePublished: published }),
    ...(image === null || published === null ? {} : { image: `${origin}${image}` }),
  };
  return html`<meta property="og:type" content="article">
<meta property="og:title" content="${article.title}">
<meta property="og:description" content="${article.summary}">
<meta name="author" content="${article.author}">
${published === null ? null : html`<meta property="og:url" content="${origin}${path}"><meta property="article:published_time" content="${published}">`}
${image === null || published === null ? null : html`<meta property="og:image" content="${origin}${image}">`}
${jsonScript('application/ld+json', data)}`;
}

function firstImage(article: Article): string | null {
  const figure = article.body.content.find((block) => block.type === 'image');
  return figure?.type === 'image' ? imagePath(figure.attrs.sha256) : null;
}
