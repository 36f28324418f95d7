/** One module that a file names, by `import`, `export … from`, `import()` or `new URL(…, import.meta.url)`. */
export interface ModuleReference {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  readonly reExport: boolean;
}

/**
 * Blanks comments, and on demand the contents of strings, keeping every other character and every line in its place.
 * Regular expressions are told from divisions by the character before them, which is enough for formatted code.
 */
export function blank(text: string, what: 'comments' | 'comments and strings'): string {
  const out: string[] = [];
  const strings = what === 'comments and strings';
  /** The open template literals, each with the depth of braces at which its expression ends. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const keep = (count: number): void => {
    out.push(text.slice(at, at + count));
    at += count;
  };
  const drop = (end: number): void => {
    out.push(text.slice(at, end).replace(/[^\n]/g, ' '));
    at = end;
  };
  const templateText = (): void => {
    let end = at;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    if (strings) drop(end);
    else keep(end - at);
    if (text[at] === '`') keep(1);
    else {
      templates.push(depth);
      keep(2);
    }
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (text.startsWith('//', at)) drop(endOf(text, '\n', at));
    else if (text.startsWith('/*', at)) drop(endOf(text, '*/', at) + 2);
    else if (character === "'" || character === '"') {
      const end = endOfQuoted(text, at, character);
      keep(1);
      if (strings) drop(end);
      else keep(end - at);
      keep(1);
    } else if (character === '`') {
      keep(1);
      templateText();
    } else if (character === '/' && startsRegex(out)) {
      const end = endOfRegex(text, at);
      if (strings) drop(end);
      else keep(end - at);
    } else if (character === '}' && templates.length > 0 && templates.at(-1) === depth) {
      templates.pop();
      keep(1);
      templateText();
    } else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      keep(1);
    }
  }
  return out.join('').slice(0, text.length);
}

/** Lists every module that a source names, in order. */
export function moduleReferences(text: string): readonly ModuleReference[] {
  const code = blank(text, 'comments');
  const skeleton = blank(text, 'comments and strings');
  const found: ModuleReference[] = [];
  const collect = (pattern: RegExp, read: (match: RegExpExecArray) => Omit<ModuleReference, 'line' | 'specifier'>) => {
    for (const match of skeleton.matchAll(pattern)) {
      const quote = match.index + match[0].length - 1;
      const close = skeleton.indexOf(skeleton[quote] ?? '', quote + 1);
      const line = text.slice(0, quote).split('\n').length;
      found.push({ specifier: code.slice(quote + 1, close), line, ...read(match) });
    }
  };
  collect(/(?<![\w$.])import\s+(type\s+)?[\w$\s{},*]*?from\s*['"]/g, (match) => ({
    typeOnly: match[1] !== undefined,
    reExport: false,
  }));
  collect(/(?<![\w$.])export\s+(type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s*from\s*['"]/g, (match) => ({
    typeOnly: match[1] !== undefined,
    reExport: true,
  }));
  collect(/(?<![\w$.])import\s*['"]/g, () => ({ typeOnly: false, reExport: false }));
  collect(/(?<![\w$.])(?:import|require)\s*\(\s*['"`]/g, () => ({ typeOnly: false, reExport: false }));
  collect(/(?<![\w$.])new\s+URL\s*\(\s*['"`](?=[^)]*import\.meta\.url)/g, () => ({
    typeOnly: false,
    reExport: false,
  }));
  return found.sort((a, b) => a.line - b.line);
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** A slash begins a regular expression unless a value stands before it. */
function startsRegex(out: readonly string[]): boolean {
  const before = out.slice(-80).join('').trimEnd();
  return before === '' || /[([{,;:=!&|?+\-*%>~^]$|(?<![\w$.])(?:return|typeof|case|of|in|await|yield)$/.test(before);
}

function endOfRegex(text: string, from: number): number {
  let at = from + 1;
  let inClass = false;
  while (at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/')) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') inClass = true;
    else if (text[at] === ']') inClass = false;
    at += 1;
  }
  return Math.min(at + 1, text.length);
}
