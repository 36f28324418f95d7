import type { IncomingMessage } from 'node:http';
import type { Article } from '#shared/content/article.ts';
import { articleLimits } from '#shared/content/article.ts';
import { ContentError, type ContentErrorCode } from '#shared/content/content-error.ts';
import { type ItemId, itemIdSchema } from '#shared/lib/ids.ts';
import { type Reply, readForm } from '../reply.ts';
import type { SiteDeps } from '../site-deps.ts';
import { adminNoticePage, editPage, type FormNotice, publicationsPage, signInPage } from './admin-pages.ts';
import { articleFromForm } from './article-form.ts';
import { type AdminSession, AdminSessions, sameToken } from './sessions.ts';

/** A percent-encoded Vietnamese letter takes nine bytes where the article counts three. */
const formLimit = articleLimits.canonicalBytes * 3;
const signInLimit = 8_192;

/** The administration form of the portal itself: what is saved here is what the public sees, approved or not. */
export class Administration {
  readonly #deps: SiteDeps;
  readonly #sessions: AdminSessions;

  constructor(deps: SiteDeps) {
    this.#deps = deps;
    this.#sessions = new AdminSessions(deps.now, deps.randomBytes);
  }

  async answer(request: IncomingMessage, reply: Reply, rest: string): Promise<void> {
    const post = request.method === 'POST';
    if (!post && request.method !== 'GET' && request.method !== 'HEAD') return this.#unknown(reply, null, 405);
    if (post && !sameSite(request)) return this.#unknown(reply, null, 403);
    const session = this.#sessions.find(request);
    if (post && rest === 'dang-nhap') return this.#signIn(request, reply);
    if (session === null) return this.#askSignIn(reply, null, post ? 401 : 200);
    if (post && rest === 'dang-xuat') return this.#signOut(request, reply, session);
    if (!post && (rest === '' || rest === '/')) {
      const { source } = this.#deps;
      const [site, rows] = await Promise.all([source.site(), source.editable()]);
      return reply.page(publicationsPage(site, session, rows), { closed: true });
    }
    const item = itemIdSchema.safeParse(/^tin\/([^/]+)$/.exec(rest)?.[1]);
    if (!item.success) return this.#unknown(reply, session, 404);
    return post ? this.#save(request, reply, session, item.data) : this.#edit(request, reply, session, item.data);
  }

  async #signIn(request: IncomingMessage, reply: Reply): Promise<void> {
    const visitor = request.socket.remoteAddress ?? 'unknown';
    if (this.#sessions.locked(visitor)) return this.#askSignIn(reply, 'locked', 429);
    const form = await readForm(request, signInLimit);
    const password = form?.get('mat-khau') ?? '';
    this.#sessions.attempt(visitor);
    const editor = password === '' ? null : await this.#deps.adminSignIn(password);
    if (editor === null) return this.#askSignIn(reply, 'wrong', 401);
    reply.seeOther('/quan-tri', { 'set-cookie': this.#sessions.open(visitor, editor) });
  }

  async #signOut(request: IncomingMessage, reply: Reply, session: AdminSession): Promise<void> {
    const form = await readForm(request, signInLimit);
    if (!sameToken(form?.get('csrf') ?? null, session.csrf)) return this.#unknown(reply, session, 403);
    reply.seeOther('/quan-tri', { 'set-cookie': this.#sessions.close(request) });
  }

  async #edit(request: IncomingMessage, reply: Reply, session: AdminSession, item: ItemId): Promise<void> {
    const after = /[?&]sau=(saved|unchanged)$/.exec(request.url ?? '')?.[1];
    const notice = after === 'saved' || after === 'unchanged' ? after : null;
    return this.#show(reply, session, item, { given: null, notice, status: 200 });
  }

  async #save(request: IncomingMessage, reply: Reply, session: AdminSession, item: ItemId): Promise<void> {
    const form = await readForm(request, formLimit);
    const shown = await this.#deps.source.forEdit(item);
    if (shown === null) return this.#unknown(reply, session, 404);
    if (form === null) {
      return this.#show(reply, session, item, { given: null, notice: 'content-too-large', status: 413 });
    }
    if (!sameToken(form.get('csrf'), session.csrf)) {
      return this.#show(reply, session, item, { given: form, notice: 'form-expired', status: 403 });
    }
    const base = Number(form.get('base'));
    if (base !== shown.revision) {
      return this.#show(reply, session, item, { given: null, notice: 'outdated', status: 409 });
    }
    const article = articleOrCode(shown.article, form);
    if (typeof article === 'string') {
      return this.#show(reply, session, item, { given: form, notice: article, status: 422 });
    }
    const outcome = await this.#deps.source.editPublication(item, article, session.editor, base);
    if (outcome === 'unknown') return this.#unknown(reply, session, 404);
    if (outcome === 'outdated') {
      return this.#show(reply, session, item, { given: null, notice: 'outdated', status: 409 });
    }
    reply.seeOther(`/quan-tri/tin/${item}?sau=${outcome}`);
  }

  async #show(
    reply: Reply,
    session: AdminSession,
    item: ItemId,
    { given, notice, status }: { given: URLSearchParams | null; notice: FormNotice | null; status: number },
  ): Promise<void> {
    const { source } = this.#deps;
    const [site, shown] = await Promise.all([source.site(), source.forEdit(item)]);
    if (shown === null) return this.#unknown(reply, session, 404);
    reply.page(editPage(site, session, shown, given, notice), { status, closed: true });
  }

  async #askSignIn(reply: Reply, failure: 'wrong' | 'locked' | null, status: number): Promise<void> {
    reply.page(signInPage(await this.#deps.source.site(), failure), { status, closed: true });
  }

  async #unknown(reply: Reply, session: AdminSession | null, status: 403 | 404 | 405): Promise<void> {
    const texts = {
      403: 'Yêu cầu không đến từ trang quản trị của cổng nên không được thực hiện.',
      404: 'Không có trang quản trị ở địa chỉ này.',
      405: 'Trang quản trị không nhận yêu cầu loại này.',
    };
    const site = await this.#deps.source.site();
    reply.page(adminNoticePage(site, session, 'Không thực hiện được', texts[status]), { status, closed: true });
  }
}

function articleOrCode(article: Article, form: URLSearchParams): Article | ContentErrorCode {
  try {
    return articleFromForm(article, form);
  } catch (error) {
    if (error instanceof ContentError) return error.code;
    throw error;
  }
}

/** Whether a form came from a page of this site; browsers name the origin of every form they post. */
function sameSite({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
