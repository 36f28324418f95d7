/** Style declarations that take text out of a reader's sight. */
const hidingDeclarations: readonly RegExp[] = [
  /(?:^|;)display:none/,
  /(?:^|;)visibility:(?:hidden|collapse)/,
  /(?:^|;)opacity:(?:0?\.0\d*|0)(?:$|;|!|%)/,
  /(?:^|;)font-size:(?:0(?:px|pt|em|rem|%)?|[12](?:\.\d+)?(?:px|pt)|0?\.[01]\d*(?:em|rem)|0?\.\d+(?:px|pt)|[0-9]%)(?:$|;|!)/,
  /(?:^|;)(?:left|top|right|bottom|text-indent|margin-left|margin-top):-(?:\d{4,}|[5-9]\d\d)(?:px|em|pt|rem|vw|%)?/,
  /(?:^|;)clip:rect\(0?(?:px)?[, ]*[01](?:px)?[, ]*[01](?:px)?[, ]*[01]?(?:px)?\)/,
  /(?:^|;)clip:rect\(1px[, ]*1px[, ]*1px[, ]*1px\)/,
  /(?:^|;)clip-path:inset\((?:50|100)%/,
  /(?:^|;)transform:(?:scale[xy]?\(0(?:\.0\d*)?[,)]|translate[xy]?\(-\d{4,})/,
  /(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;.*)?;?overflow:hidden/,
  /(?:^|;)overflow:hidden;(?:.*;)?(?:max-)?(?:height|width):[01](?:px)?(?:$|;|!)/,
  /(?:^|;)color:transparent/,
];

const white = /^(?:#fff(?:fff)?|white|rgba?\(255,255,255(?:,1)?\)|#fe[fe]ef[ef]|#fdfdfd)$/;

function compact(style: string): string {
  return style
    .toLowerCase()
    .replace(/\/\*[^*]*\*\//g, '')
    .replace(/\s*([:;,()!])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Value of the last declaration of a property in a compacted style. */
function declared(style: string, property: string): string | null {
  let value: string | null = null;
  for (const declaration of style.split(';')) {
    if (declaration.startsWith(`${property}:`))
      value = declaration.slice(property.length + 1).replace(/!important$/, '');
  }
  return value;
}

/** What one element's style says about its own visibility. */
export interface StyleEffect {
  readonly hides: boolean;
  /** Text is white or of its own background's colour; hidden unless something behind it is coloured. */
  readonly pale: boolean;
  readonly hasBackground: boolean;
}

const noEffect: StyleEffect = { hides: false, pale: false, hasBackground: false };

/** Judges an inline style or the declarations of a rule; `style` is cut at 4,000 characters. */
export function styleEffect(style: string): StyleEffect {
  if (style.length === 0) return noEffect;
  const text = compact(style.slice(0, 4_000));
  const color = declared(text, 'color');
  const background = declared(text, 'background-color') ?? declared(text, 'background');
  const sameColor = color !== null && background !== null && color === background;
  return {
    hides: sameColor || hidingDeclarations.some((pattern) => pattern.test(text)),
    pale: color !== null && white.test(color),
    hasBackground:
      background !== null && !/^(?:none|transparent|inherit)?$/.test(background) && !white.test(background),
  };
}

/** One compound selector such as `p.note#x`. */
interface Compound {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
}

interface HidingRule {
  /** Ancestors first, the subject last. */
  readonly chain: readonly Compound[];
  readonly effect: StyleEffect;
}

/** The element as a selector sees it, from itself to the root. */
export interface StyledElement {
  readonly name: string;
  readonly id: string;
  readonly classes: readonly string[];
}

/** Rules of a page's embedded style sheets that hide, found by the last compound's class, id or tag. */
export interface EmbeddedStyles {
  /** `ancestors` runs from the parent to the root and is asked for only when a rule could apply. */
  effect(self: StyledElement, ancestors: () => readonly StyledElement[]): StyleEffect;
}

const compoundPattern = /^([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)$/;

function parseCompound(text: string): Compound | null {
  const parts = compoundPattern.exec(text);
  if (parts === null || text === '') return null;
  const names = parts[2]?.match(/[.#][\w-]+/g) ?? [];
  return {
    tag: parts[1] === undefined || parts[1] === '*' ? null : parts[1],
    id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
    classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
  };
}

/** Innermost rules outside `@media print` and the like, as [selectors, declarations]. */
function* innermostRules(css: string): Generator<readonly [string, string]> {
  const skipped: boolean[] = [];
  let from = 0;
  for (let at = 0; at < css.length; at += 1) {
    const character = css.charCodeAt(at);
    if (character === 0x7b /* { */) {
      const prelude = css.slice(from, at).trim();
      from = at + 1;
      if (prelude.startsWith('@')) {
        skipped.push(!/^@(?:media\s+(?:only\s+)?(?:screen|all|\()|supports|layer)/.test(prelude));
        continue;
      }
      const close = css.indexOf('}', at);
      if (close < 0) return;
      if (!skipped.includes(true)) yield [prelude, css.slice(at + 1, close)];
      at = close;
      from = close + 1;
    } else if (character === 0x7d /* } */) {
      skipped.pop();
      from = at + 1;
    }
  }
}

/** Comparisons of an element with a selector's part that one page may cost. */
const matchingBudget = 2_000_000;

/** Thrown when style sheets are made to be costly. */
export class StylesTooCostly extends Error {}

/** What a rule that hides, whitens or colours must contain. */
const mayHide =
  /none|hidden|collapse|opacity|font-size\s*:\s*0|font-size\s*:\s*[12](?:\.\d+)?p|-\d{3}|clip|transform|transparent|white|#f|rgb|background|[^-]height\s*:\s*[01]|width\s*:\s*[01]|same/i;

/** Reads style sheets' text, cut at 300,000 characters; selectors with pseudo-classes or attributes are not understood. */
export function embeddedStyles(sheets: readonly string[]): EmbeddedStyles {
  const bySubject = new Map<string, HidingRule[]>();
  const seen = new Set<string>();
  let spent = 0;
  const css = sheets
    .join('\n')
    .slice(0, 300_000)
    .replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [selectors, declarations] of innermostRules(css)) {
    if (!mayHide.test(declarations)) continue;
    const effect = styleEffect(declarations);
    if (!effect.hides && !effect.pale && !effect.hasBackground) continue;
    for (const selector of selectors.split(',')) {
      const identity = `${selector.trim()} ${effect.hides} ${effect.pale} ${effect.hasBackground}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      const chain = selector
        .trim()
        .split(/\s*[>\s]\s*/)
        .map(parseCompound);
      const subject = chain.at(-1);
      if (!subject || chain.includes(null)) continue;
      const compounds = chain.filter((compound) => compound !== null);
      const key =
        subject.classes[0] !== undefined
          ? `.${subject.classes[0]}`
          : subject.id !== null
            ? `#${subject.id}`
            : (subject.tag ?? '*');
      const rules = bySubject.get(key) ?? [];
      rules.push({ chain: compounds, effect });
      bySubject.set(key, rules);
    }
  }
  const apply = (
    merged: StyleEffect,
    key: string,
    self: StyledElement,
    ancestors: () => readonly StyledElement[],
  ): StyleEffect => {
    let effect = merged;
    for (const rule of bySubject.get(key) ?? []) {
      spent += rule.chain.length === 1 ? 1 : 20;
      if (spent > matchingBudget) throw new StylesTooCostly('selectors');
      if (!matches(rule.chain, self, ancestors)) continue;
      effect = {
        hides: effect.hides || rule.effect.hides,
        pale: effect.pale || rule.effect.pale,
        hasBackground: effect.hasBackground || rule.effect.hasBackground,
      };
    }
    return effect;
  };
  const anyElement = bySubject.has('*');
  return {
    effect(self, ancestors) {
      if (bySubject.size === 0) return noEffect;
      let merged = noEffect;
      for (const name of self.classes) merged = apply(merged, `.${name}`, self, ancestors);
      if (self.id !== '') merged = apply(merged, `#${self.id}`, self, ancestors);
      merged = apply(merged, self.name, self, ancestors);
      return anyElement ? apply(merged, '*', self, ancestors) : merged;
    },
  };
}

function fits(compound: Compound, element: StyledElement): boolean {
  if (compound.tag !== null && compound.tag !== element.name) return false;
  if (compound.id !== null && compound.id !== element.id) return false;
  return compound.classes.every((name) => element.classes.includes(name));
}

function matches(chain: readonly Compound[], self: StyledElement, ancestors: () => readonly StyledElement[]): boolean {
  const subject = chain.at(-1);
  if (subject === undefined || !fits(subject, self)) return false;
  let at = chain.length - 2;
  if (at < 0) return true;
  for (const element of ancestors()) {
    const compound = chain[at];
    if (compound !== undefined && fits(compound, element)) at -= 1;
    if (at < 0) return true;
  }
  return false;
}
