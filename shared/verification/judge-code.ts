import { foreignHost, isSharingHost } from './addresses.ts';

/** Hosts of counters, sharing buttons, advertisement and fonts that portals load everywhere. */
const widgetHosts =
  /(?:^|\.)(?:googletagmanager\.com|google-analytics\.com|googleapis\.com|gstatic\.com|google\.com|doubleclick\.net|googlesyndication\.com|facebook\.net|facebook\.com|zalo\.me|zaloapp\.com|twitter\.com|addthis\.com|sharethis\.com|addtoany\.com|cloudflare\.com|cloudflareinsights\.com|jsdelivr\.net|jquery\.com|bootstrapcdn\.com|unpkg\.com|fontawesome\.com|histats\.com|statcounter\.com|w3\.org|schema\.org|w\.org|youtube\.com|disqus\.com)$/;

/** Whether a host serves parts that portals take from everywhere. */
export function isWidgetHost(host: string): boolean {
  return widgetHosts.test(host) || isSharingHost(host);
}

const coded =
  /eval\s*\(\s*(?:atob|unescape|decodeURIComponent|String\.fromCharCode|function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k)|Function\s*\(\s*(?:atob|unescape)|document\.write(?:ln)?\s*\(\s*atob/;

const location =
  '(?:(?:window|document|top|self|parent|globalThis|this)\\s*(?:\\.|\\[\\s*["\'`])\\s*)*location(?:["\'`]\\s*\\])?(?:\\s*\\.\\s*href|\\s*\\[\\s*["\'`]href["\'`]\\s*\\])?';
const assigned = new RegExp(`(?<![\\w.$])${location}\\s*=(?!=)\\s*([^;\\n]{0,300})`, 'gi');
const called = new RegExp(`(?<![\\w$])${location}\\s*\\.\\s*(?:replace|assign)\\s*\\(\\s*([^;\\n]{0,300})`, 'gi');
const opened = /(?<![\w.$])(?:window\s*\.\s*)?open\s*\(\s*(["'`](?:https?:)?\/\/[^;\n]{0,300})/gi;

/** Where a script sends its reader: the statement, with the foreign host it names or null when the target is computed. */
export function redirectIn(code: string, page: string): { readonly text: string; readonly host: string | null } | null {
  for (const pattern of [assigned, called]) {
    for (const found of code.matchAll(pattern)) {
      const target = found[1] ?? '';
      const literal = /^["'`]\s*((?:https?:)?\/\/[^"'`]*)/i.exec(target)?.[1];
      const host = literal === undefined ? null : foreignHost(literal, page);
      if (host !== null) return { text: found[0], host };
      if (
        literal === undefined &&
        /^(?:atob|unescape|decodeURI|String\.fromCharCode|["'`]\s*(?:h|ht|htt|https?|https?:|https?:\/|\/)["'`]\s*\+)/i.test(
          target,
        )
      )
        return { text: found[0], host: null };
    }
  }
  return null;
}

/** Hosts of absolute addresses written in a script. */
function hostsIn(code: string, page: string): readonly string[] {
  const hosts: string[] = [];
  for (const [, address = ''] of code.matchAll(/["'`]\s*((?:https?:)?\\?\/\\?\/[\w.-]+\.[a-z]{2,}[^"'`\s]*)/gi)) {
    const host = foreignHost(address.replace(/\\\//g, '/'), page);
    if (host !== null) hosts.push(host);
  }
  return hosts;
}

const writes =
  /\.\s*(?:innerHTML|outerHTML|innerText|textContent|nodeValue|srcdoc)\s*[+=]|\.\s*insertAdjacent|\.\s*(?:html|text|append|prepend|replaceWith|before|after)\s*\(\s*["'`][^"'`]*\p{L}|document\s*\.\s*(?:body|documentElement)\s*\.|document\.title\s*=/u;
const reaches =
  /\beval\s*\(|\batob\s*\(|fromCharCode|\bfetch\s*\(|XMLHttpRequest|sendBeacon|document\s*\.\s*cookie|\bimport\s*\(|WebSocket|\balert\s*\(|\bprompt\s*\(|\bconfirm\s*\(/;

/** What an inline program inside the article does: acts on reader or text, or nothing that is known to. */
export function actsOnArticle(code: string, page: string, isAllowed: (host: string) => boolean): boolean {
  const text = code.slice(0, 200_000);
  if (redirectIn(text, page) !== null || coded.test(text)) return true;
  if (hostsIn(text, page).some((host) => !isAllowed(host))) return true;
  return writes.test(text) || reaches.test(text);
}

/** Code that hides what it does; no portal's own script needs that. */
export function isCoded(code: string): boolean {
  return coded.test(code.slice(0, 200_000));
}

/** Calls by which portals fill places for advertisement and counters. */
const fillers =
  /^(?:\s*(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|<!--|-->|;))*\s*(?:\(?(?:window\.)?(?:googletag|adsbygoogle|dataLayer|gtag|_gaq|ga|fbq|arfAsync|admicro\w*|yieldlove|_taboola|OA_\w+|ambient\w*)\b|(?:var|let|const)\s+[\w$]+\s*=\s*(?:[\d.]+|true|false|null|["'][^"']{0,200}["']|\{\s*\}|\[\s*\])\s*;?\s*$)/;

/** Whether an inline program only fills a place kept for it. */
export function isFiller(code: string): boolean {
  return fillers.test(code);
}

/** Whether a handler does nothing but what buttons and pictures of a portal do. */
export function isHarmlessHandler(code: string, page: string): boolean {
  const text = code.trim().replace(/^javascript:/i, '');
  if (redirectIn(text, page) !== null || coded.test(text) || reaches.test(text)) return false;
  for (const [, address = ''] of text.matchAll(opened)) {
    const host = foreignHost(address.slice(1), page);
    if (host !== null && !isSharingHost(host)) return false;
  }
  return (
    hostsIn(text, page).every(isSharingHost) &&
    !writes.test(text) &&
    !/(?:^|[^.\w])(?:location|document\.domain)\b/.test(text.replace(/location\.href(?!\s*=)/g, ''))
  );
}

/** Handlers of pictures that only mend or open themselves. */
export function isOwnHandler(code: string): boolean {
  return (
    /^(?:this\s*\.\s*(?:onerror|onload|src|style\.\w+|classList\.\w+|hidden|media|rel|width|height)\s*(?:=|\()\s*(?:null|''|""|true|["'](?!https?:|\/\/)[^"']*["']\)?|[\w.]+)\s*;?\s*)+(?:return (?:true|false);?)?$/.test(
      code.trim(),
    ) || /^(?:return\s+)?[\w.$]+\((?:this(?:\.\w+)?)?(?:,\s*[\d'"\w]*)?\);?(?:\s*return false;?)?$/.test(code.trim())
  );
}
