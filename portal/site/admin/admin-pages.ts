import type { ContentErrorCode } from '#shared/content/content-error.ts';
import { articlePath } from '../addresses.ts';
import { assetPath } from '../assets.ts';
import { type Content, type Html, html } from '../html.ts';
import type { EditablePublication, ShownPublication, SiteIdentity } from '../publication-source.ts';
import { shortMoment } from '../vietnam-time.ts';
import { type FormBlock, type FormField, formBlocks, removalField } from './article-form.ts';
import type { AdminSession } from './sessions.ts';

/** What a form says above itself after it was sent. */
export type FormNotice = 'saved' | 'unchanged' | 'outdated' | 'form-expired' | ContentErrorCode;

const notices: Readonly<Record<'saved' | 'unchanged' | 'outdated' | 'form-expired', string>> = {
  saved: 'Đã lưu. Trang trên cổng hiện nội dung vừa lưu.',
  unchanged: 'Không có gì thay đổi nên không lưu bản mới.',
  outdated:
    'Chưa lưu: có người vừa cập nhật bản mới hơn. Nội dung đang hiện là bản mới nhất, xin sửa lại trên bản này.',
  'form-expired': 'Chưa lưu: phiên làm việc đã đổi. Nội dung vừa nhập còn ở dưới, xin bấm Lưu lần nữa.',
};

const blockNames: Readonly<Record<FormBlock['kind'], string>> = {
  paragraph: 'Đoạn văn',
  heading: 'Đề mục',
  bulletList: 'Danh sách',
  orderedList: 'Danh sách đánh số',
  blockquote: 'Trích dẫn',
  table: 'Bảng',
  image: 'Hình ảnh',
  horizontalRule: 'Đường kẻ',
};

export function signInPage(site: SiteIdentity, failure: 'wrong' | 'locked' | null): Html {
  const messages = {
    wrong: 'Mật khẩu không đúng. Xin nhập lại.',
    locked: 'Nhập sai nhiều lần. Xin chờ 15 phút rồi nhập lại.',
  };
  return frame(
    site,
    null,
    'Đăng nhập quản trị',
    html`<h1>Đăng nhập quản trị cổng</h1>
${failure === null ? null : html`<p class="notice bad" role="alert">${messages[failure]}</p>`}
<form class="sign-in" method="post" action="/quan-tri/dang-nhap">
<label for="mat-khau">Mật khẩu quản trị</label>
<input id="mat-khau" name="mat-khau" type="password" autocomplete="current-password" required maxlength="1000">
<button type="submit">Đăng nhập</button></form>`,
  );
}

/** Everything that was uploaded, published or not, with the way to its page and to its form. */
export function publicationsPage(
  site: SiteIdentity,
  session: AdminSession,
  rows: readonly EditablePublication[],
): Html {
  const sectionTitle = (id: string): string => site.sections.find((section) => section.id === id)?.title.vi ?? id;
  return frame(
    site,
    session,
    'Nội dung trên cổng',
    html`<h1>Nội dung trên cổng</h1>
${
  rows.length === 0
    ? html`<p class="empty">Chưa có nội dung nào được cập nhật lên cổng.</p>`
    : html`<div class="table-frame" role="region" aria-label="Danh sách nội dung" tabindex="0"><table class="admin-table"><thead><tr><th scope="col">Tiêu đề</th><th scope="col">Chuyên mục</th><th scope="col">Xuất bản lúc</th><th scope="col">Bản</th><th scope="col">Cập nhật lúc</th><th scope="col">Xem</th></tr></thead><tbody>
${rows.map(
  (
    row,
  ) => html`<tr><th scope="row"><a href="/quan-tri/tin/${row.item}">${row.title}</a></th><td>${sectionTitle(row.section)}</td>
<td class="moment">${row.publishedAt === null ? 'Chưa xuất bản' : shortMoment(row.publishedAt)}</td><td>${row.revision}</td><td class="moment">${shortMoment(row.uploadedAt)}</td><td>${pageLink(row)}</td></tr>`,
)}</tbody></table></div>`
}`,
  );
}

function pageLink(row: EditablePublication): Content {
  if (row.publishedAt !== null) return html`<a href="${articlePath(row.title, row.item)}">Trang công khai</a>`;
  return row.previewPath === null ? '–' : html`<a href="${row.previewPath}">Bản xem trước</a>`;
}

/** The form of one publication; `given` holds what was typed when the form comes back unsaved. */
export function editPage(
  site: SiteIdentity,
  session: AdminSession,
  shown: ShownPublication,
  given: URLSearchParams | null,
  notice: FormNotice | null,
): Html {
  const { article } = shown;
  const value = (name: string, now: string): string => given?.get(name) ?? now;
  const line = (name: string, label: string, now: string): Html =>
    html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value(name, now)}" maxlength="5000"></div>`;
  const area = (name: string, label: string, now: string): Html =>
    html`<div class="field"><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="${rowsFor(now)}">\n${value(name, now)}</textarea></div>`;
  const day = (name: string, label: string, now: string | null): Html =>
    html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="date" value="${value(name, now ?? '')}"></div>`;
  const { document } = article;
  return frame(
    site,
    session,
    `Sửa: ${article.title}`,
    html`<p><a href="/quan-tri">← Nội dung trên cổng</a></p><h1>Sửa nội dung trên cổng</h1>
<p>Bản ${shown.revision}. Mọi thay đổi ở đây đều được ghi lại, và trang sẽ khác với bản đã duyệt.</p>
${notice === null ? null : noticeLine(notice)}
<form class="edit" method="post" action="/quan-tri/tin/${shown.item}">
<input type="hidden" name="csrf" value="${session.csrf}"><input type="hidden" name="base" value="${shown.revision}">
${area('title', 'Tiêu đề', article.title)}${area('summary', 'Tóm tắt', article.summary)}
<div class="pair">${line('author', 'Tác giả', article.author)}${line('source', 'Nguồn', article.source)}${day('sourceDate', 'Ngày nguồn đăng', article.sourceDate)}</div>
${
  document === null
    ? null
    : html`<fieldset><legend>Thông tin văn bản</legend><div class="pair">${line('document.number', 'Số', document.number)}${line('document.symbol', 'Ký hiệu', document.symbol)}${day('document.issuedOn', 'Ngày ban hành', document.issuedOn)}</div>
${area('document.subject', 'Trích yếu', document.subject)}<div class="pair">${line('document.issuer', 'Cơ quan ban hành', document.issuer)}${line('document.signer', 'Người ký', document.signer)}</div></fieldset>`
}
${(article.fields ?? []).map(({ id, label, value: stated }) => area(`fields.${id}`, label, stated))}
${formBlocks(article.body).map((block) => blockFields(block, value, given))}
<p class="actions"><button type="submit">Lưu lên cổng</button></p></form>`,
  );
}

function blockFields(
  block: FormBlock,
  value: (name: string, now: string) => string,
  given: URLSearchParams | null,
): Html {
  const removal = removalField(block.index);
  const title = `${block.index + 1}. ${blockNames[block.kind]}`;
  return html`<fieldset><legend>${title}</legend>
${block.fields.map((field, index) => textField(block, field, index, value))}
<label class="removal"><input type="checkbox" name="${removal}"${given?.has(removal) === true ? html` checked` : null}> Bỏ khối này</label></fieldset>`;
}

function textField(
  block: FormBlock,
  field: FormField,
  index: number,
  value: (name: string, now: string) => string,
): Html {
  const label = field.name.endsWith('.alt')
    ? 'Mô tả hình ảnh'
    : field.name.endsWith('.caption')
      ? 'Chú thích'
      : block.fields.length === 1
        ? 'Nội dung'
        : `Phần ${index + 1}`;
  return html`<div class="field"><label for="f${field.name}">${label}</label><textarea id="f${field.name}" name="${field.name}" rows="${rowsFor(field.text)}">\n${value(field.name, field.text)}</textarea></div>`;
}

function rowsFor(text: string): number {
  return Math.min(12, Math.max(1, Math.ceil(text.length / 90)));
}

function noticeLine(notice: FormNotice): Html {
  if (notice === 'saved' || notice === 'unchanged') {
    return html`<p class="notice good" role="status">${notices[notice]}</p>`;
  }
  const text =
    notice === 'outdated' || notice === 'form-expired'
      ? notices[notice]
      : `Chưa lưu: nội dung không hợp lệ (${notice}). Nội dung vừa nhập còn ở dưới, xin sửa rồi lưu lại.`;
  return html`<p class="notice bad" role="alert">${text}</p>`;
}

/** A page that only says something. */
export function adminNoticePage(site: SiteIdentity, session: AdminSession | null, title: string, text: string): Html {
  return frame(
    site,
    session,
    title,
    html`<h1>${title}</h1><p>${text}</p><p><a href="/quan-tri">Về trang quản trị</a></p>`,
  );
}

function frame(site: SiteIdentity, session: AdminSession | null, title: string, main: Content): Html {
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${site.name.vi}</title><meta name="robots" content="noindex, nofollow">
<link rel="icon" type="image/svg+xml" href="${assetPath('bieu-trung.svg')}"><link rel="stylesheet" href="${assetPath('cong.css')}"></head>
<body class="admin"><a class="skip" href="#noi-dung">Đến nội dung chính</a>
<header class="admin-head"><div class="page admin-row"><p><strong>Quản trị</strong> <a href="/">${site.name.vi}</a></p>
${
  session === null
    ? null
    : html`<form method="post" action="/quan-tri/dang-xuat"><input type="hidden" name="csrf" value="${session.csrf}"><span>${session.editor}</span> <button type="submit">Đăng xuất</button></form>`
}</div></header>
<main id="noi-dung" class="page" tabindex="-1">${main}</main></body></html>
`;
}
