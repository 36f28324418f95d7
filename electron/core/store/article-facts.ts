/** What rows show of an article without reading it whole. */
export interface ArticleFacts {
  readonly title: string;
  readonly summary: string;
  /** Syllables of the body, as Vietnamese counts words. */
  readonly words: number;
  /** Whether it names any image or attachment. */
  readonly files: boolean;
}

/**
 * Reads the facts out of an article's JSON text without building the article: `title` and `summary` are keys of the
 * article alone, `text` of its text nodes, and inside a JSON string a quote never stands unescaped, so the keys cannot
 * be forged by content.
 */
export function articleFacts(json: string): ArticleFacts {
  return {
    title: stringAfter(json, '"title":"'),
    summary: stringAfter(json, '"summary":"'),
    words: countWords(json),
    files: json.includes('"sha256":"'),
  };
}

function stringAfter(json: string, key: string): string {
  const start = json.indexOf(key);
  if (start === -1) return '';
  const open = start + key.length - 1;
  const text: unknown = JSON.parse(json.slice(open, closingQuote(json, open + 1) + 1));
  return typeof text === 'string' ? text : '';
}

function closingQuote(json: string, from: number): number {
  let at = json.indexOf('"', from);
  while (at !== -1) {
    let slashes = 0;
    while (json.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = json.indexOf('"', at + 1);
  }
  return json.length;
}

function countWords(json: string): number {
  const key = '"text":"';
  let words = 0;
  let at = json.indexOf(key);
  while (at !== -1) {
    const start = at + key.length;
    const end = closingQuote(json, start);
    let space = true;
    for (let place = start; place < end; place += 1) {
      const blank = json.charCodeAt(place) === 32;
      if (space && !blank) words += 1;
      space = blank;
    }
    at = json.indexOf(key, end);
  }
  return words;
}
