import { foreignHost } from './addresses.ts';
import { type ArticleReach, articleReach } from './article-reach.ts';
import type { Comparing } from './comparing.ts';
import {
  actsOnArticle,
  isCoded,
  isFiller,
  isHarmlessHandler,
  isOwnHandler,
  isWidgetHost,
  redirectIn,
} from './judge-code.ts';
import type { PageElement } from './page-element.ts';
import { withoutInvisible } from './tokens.ts';

type ActiveType = 'foreignScript' | 'foreignFrame' | 'foreignForm' | 'eventHandler' | 'redirect';

/** One element of the page with what decides about it. */
interface Place {
  readonly index: number;
  readonly element: PageElement;
  /** In the article's reach. */
  readonly inside: boolean;
  /** Between two texts of the body. */
  readonly interior: boolean;
  /** Inside an element named as furniture, within the article. */
  readonly named: boolean;
  readonly report: (type: ActiveType, published: string) => void;
}

/** Reports what acts by itself: scripts, frames, event handlers, forms, a foreign base and redirects. */
export function compareActiveContent(comparing: Comparing): void {
  const { scan, page, list, region } = comparing;
  if (page.requested !== undefined && foreignHost(page.url, page.requested) !== null) {
    list.add({ type: 'redirect', severity: 'meaning', block: null, approved: page.requested, published: page.url });
  }
  const reach = articleReach(comparing);
  for (const [index, element] of scan.elements.entries()) {
    const place = placeOf(comparing, reach, index, element, (type, published) => {
      const publishedRange = [element.start, element.end] as const;
      list.add({ type, severity: 'meaning', block: null, published, publishedRange });
      comparing.reportedElements.add(index);
    });
    judgeElement(comparing, place);
    if (place.inside && index !== region.container) judgeHandlers(comparing, place);
    else if (element.name === 'body' || element.name === 'html') judgePageHandlers(comparing, place);
  }
}

function placeOf(
  comparing: Comparing,
  reach: ArticleReach | null,
  index: number,
  element: PageElement,
  report: Place['report'],
): Place {
  const { region } = comparing;
  const inside = reach !== null && element.start >= reach.start && element.start < reach.end;
  const interior = reach !== null && element.start >= reach.bodyStart && element.start < reach.bodyEnd;
  const named = element.furniture >= 0 && element.furniture > region.outer && !holdsBody(comparing, element.furniture);
  return { index, element, inside, interior, named, report };
}

function holdsBody({ scan, region }: Comparing, furniture: number): boolean {
  return furniture <= region.container && (scan.elements[furniture]?.last ?? -1) >= region.container;
}

/** A host other than the page's own that the portal is not known to use for such parts. */
function strangeHost(comparing: Comparing, source: string, kind: 'script' | 'frame'): string | null {
  const { page, version } = comparing;
  const host = foreignHost(source, page.url, comparing.base);
  if (host === null || version.portal === null) return host;
  const { portal } = version;
  const known = [portal.host, ...(kind === 'script' ? portal.scriptHosts : portal.frameHosts)];
  return known.some((name) => isHostOf(host, name)) ? null : host;
}

function isHostOf(host: string, name: string): boolean {
  const own = name
    .toLowerCase()
    .replace(/^(?:https?:)?\/\//, '')
    .replace(/[/:].*$/, '')
    .replace(/^www\.|^\*\./, '');
  return own !== '' && (host === own || host.endsWith(`.${own}`));
}

function judgeElement(comparing: Comparing, place: Place): void {
  const { element, report } = place;
  const { attributes } = element;
  switch (element.name) {
    case 'meta': {
      if (!/^\s*refresh\s*$/i.test(attributes['http-equiv'] ?? '')) return;
      const target = /url\s*=\s*["']?\s*([^"']+)/i.exec(attributes['content'] ?? '')?.[1];
      if (target !== undefined && !isSamePage(target, comparing.page.url)) report('redirect', target);
      return;
    }
    case 'base': {
      const href = attributes['href'];
      if (
        href !== undefined &&
        foreignHost(href, comparing.page.url) !== null &&
        strangeHost(comparing, href, 'frame') !== null
      )
        report('redirect', `<base href="${href.slice(0, 300)}">`);
      return;
    }
    case 'script':
      judgeScript(comparing, place);
      return;
    case 'iframe':
    case 'frame':
    case 'embed':
    case 'object':
    case 'applet':
    case 'portal':
    case 'fencedframe':
      judgeFrame(comparing, place);
      return;
    case 'form':
    case 'button':
    case 'input':
      judgeForm(comparing, place);
  }
}

function judgeScript(comparing: Comparing, place: Place): void {
  const { element, index, inside, interior, named, report } = place;
  const { page, version, scan } = comparing;
  const source = element.attributes['src'] ?? element.attributes['href'] ?? element.attributes['xlink:href'];
  if (source !== undefined) {
    const host = strangeHost(comparing, source, 'script');
    const strange = version.portal !== null || (inside && !(host !== null && isWidgetHost(host) && !interior));
    if ((host !== null && strange) || (/^\s*data:/i.test(source) && inside))
      report('foreignScript', source.slice(0, 500));
    return;
  }
  const code = (scan.scripts.get(index) ?? '').trim();
  if (code === '' || !isProgram(element.attributes['type'])) return;
  const away = redirectIn(code.slice(0, 200_000), page.url);
  if (
    away !== null &&
    (away.host === null ? inside : strangeHost(comparing, `https://${away.host}/`, 'frame') !== null)
  ) {
    report('redirect', away.text);
    return;
  }
  const allowed = (host: string): boolean =>
    isWidgetHost(host) || strangeHost(comparing, `https://${host}/`, 'script') === null;
  const acts = inside && !named && actsOnArticle(code, page.url, allowed);
  if (acts || (inside && isCoded(code)) || (interior && !named && !isFiller(code)))
    report('foreignScript', code.slice(0, 300));
}

function judgeFrame(comparing: Comparing, { element, inside, named, report }: Place): void {
  const { attributes } = element;
  const { version } = comparing;
  const document = attributes['srcdoc'];
  if (
    document !== undefined &&
    (inside || version.portal !== null) &&
    !(named && !/<script|on\w+\s*=|https?:/i.test(document))
  ) {
    report('foreignFrame', document.slice(0, 500));
    return;
  }
  const source = attributes['src'] ?? attributes['data'] ?? attributes['code'] ?? '';
  if (/^\s*(?:data|blob|javascript|vbscript):/i.test(source)) {
    if (inside && !/^\s*javascript:\s*(?:void|false|''|""|;|about:blank)/i.test(source))
      report('foreignFrame', source.slice(0, 500));
    return;
  }
  const host = strangeHost(comparing, source, 'frame');
  if (host === null) return;
  if (version.portal !== null || (inside && !(named && isWidgetHost(host))))
    report('foreignFrame', source.slice(0, 500));
}

function judgeForm(comparing: Comparing, { element, inside, interior, named, report }: Place): void {
  if (!inside) return;
  const action = element.name === 'form' ? element.attributes['action'] : element.attributes['formaction'];
  // Between the approved blocks a form asks the reader for something the board never approved, whoever receives it.
  if (element.name === 'form' && interior && !named) {
    report('foreignForm', (action ?? '').slice(0, 500));
    return;
  }
  if (action === undefined) return;
  const host = strangeHost(comparing, action, 'frame');
  if (host !== null && !isWidgetHost(host)) report('foreignForm', action.slice(0, 500));
  else if (/^\s*(?:data|javascript):/i.test(action) && !isHarmlessHandler(action, comparing.page.url))
    report('eventHandler', action.slice(0, 300));
}

/** Elements that carry words of a text; buttons and pictures may act on a click. */
const wordElements =
  /^(?:p|li|td|th|tr|table|ul|ol|blockquote|h[1-6]|figcaption|b|i|em|strong|u|font|article|section|svg|math|details|marquee|video|audio|body|iframe|object|embed|style|select|input|textarea)$/;

function judgeHandlers(comparing: Comparing, { element, interior, named, report }: Place): void {
  const { attributes } = element;
  const { page } = comparing;
  for (const name in attributes) {
    if (!name.startsWith('on') || !/^on[a-z]+$/.test(name)) continue;
    const code = attributes[name] ?? '';
    if (
      code.trim() === '' ||
      /^(?:void\(0\)|return (?:false|true)|window\.print\(\));?(?:\s*return false;?)?$/.test(code.trim())
    )
      continue;
    const harmless = isHarmlessHandler(code, page.url);
    const selfFiring =
      /^on(?:load|error|focus|mouse|pointer|animation|toggle|begin|start|scroll|wheel|transition|anim)/.test(name);
    const own = isOwnHandler(code);
    const strict = interior && !named;
    if (!harmless || (strict && wordElements.test(element.name)) || (strict && !own) || (selfFiring && !named && !own))
      report('eventHandler', `${name}="${code.slice(0, 300)}"`);
  }
  if (!/^(?:a|area|form)$/.test(element.name)) return;
  const raw = attributes['href'] ?? attributes['action'] ?? attributes['xlink:href'] ?? '';
  const target = withoutInvisible(raw).replace(/[\s\p{Cc}]/gu, '');
  if (!/^(?:javascript|vbscript|data):/i.test(target)) return;
  const code = target.replace(/^javascript:/i, '');
  const idle =
    /^(?:void\(?0?\)?|;|false|\/\/|undefined|''|""|history\.(?:back|go)\(-?1?\)|window\.print\(\)|print\(\))?;?$/i.test(
      code,
    );
  if (idle) return;
  if (!/^javascript:/i.test(target) || !isHarmlessHandler(code, page.url) || (interior && !named))
    report('eventHandler', raw.trim().slice(0, 300));
}

/** Handlers of the page as a whole start programs; only what leaves or hides counts. */
function judgePageHandlers(comparing: Comparing, { element, report }: Place): void {
  for (const [name, code] of Object.entries(element.attributes)) {
    if (!/^on[a-z]+$/.test(name)) continue;
    const away = redirectIn(code, comparing.page.url);
    if (away !== null || isCoded(code)) report('eventHandler', `${name}="${code.slice(0, 300)}"`);
  }
}

/** Inline data (JSON-LD, templates) is no program. */
function isProgram(type: string | undefined): boolean {
  return type === undefined || type === '' || /javascript|module|ecmascript|jscript|vbscript/i.test(type);
}

function isSamePage(target: string, base: string): boolean {
  if (!URL.canParse(target.trim(), base) || !URL.canParse(base)) return false;
  const url = new URL(target.trim(), base);
  const own = new URL(base);
  return url.host === own.host && url.pathname === own.pathname;
}
