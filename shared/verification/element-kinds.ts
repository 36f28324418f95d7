import type { RawContent } from './tokenise-page.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const inline = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q ruby rt rp s samp small span strike strong sub sup time tt u var wbr picture source svg path nobr o:p st1:place st1:city link meta script style noscript template',
);
export const voids = setOf(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);
export const formatting = setOf('a b big code em font i nobr s small strike strong tt u');
/** Elements that begin a paragraph of their own and end an open one. */
export const closesParagraph = setOf(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre listing search section summary table ul dd dt xmp plaintext',
);
/** Elements past which no end tag reaches outward. */
export const scopeWalls = setOf('table td th caption html template marquee object applet foreignobject');
export const cellWalls = setOf('td th caption marquee object applet template');
export const rawNames: Readonly<Record<string, RawContent>> = {
  script: 'script',
  style: 'raw',
  xmp: 'raw',
  iframe: 'raw',
  noembed: 'raw',
  noframes: 'raw',
  noscript: 'raw',
  title: 'decoded',
  textarea: 'decoded',
  plaintext: 'rest',
};
/** Elements that end drawings when they stand in one. */
export const breaksOut = setOf(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var',
);

export const headings = setOf('h1 h2 h3 h4 h5 h6');
const parts = setOf('tbody thead tfoot');
export const tableWord = setOf('td th tr table tbody thead tfoot');
/** Elements that end an open one of their kind, up to the element they belong to. */
export const impliedEnds: ReadonlyMap<
  string,
  { readonly names: ReadonlySet<string>; readonly walls: ReadonlySet<string> }
> = new Map([
  ['li', { names: setOf('li'), walls: setOf('ul ol menu dir') }],
  ...['dd', 'dt'].map((name) => [name, { names: setOf('dd dt'), walls: setOf('dl') }] as const),
  ...['td', 'th'].map((name) => [name, { names: setOf('td th'), walls: setOf('tr table') }] as const),
  ['tr', { names: setOf('tr'), walls: setOf('table tbody thead tfoot') }],
  ...['tbody', 'thead', 'tfoot'].map((name) => [name, { names: parts, walls: setOf('table') }] as const),
]);

export const buttonWalls = new Set([...scopeWalls, 'button']);
export const tableWalls = setOf('table template');
export const templateWall = setOf('template');
export const drawings = setOf('svg math');
export const none = setOf('');
