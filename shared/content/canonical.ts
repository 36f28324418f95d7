import { canonicalJson } from '../lib/canonical-json.ts';
import { type Hash, sha256Hash } from '../lib/hash.ts';
import { type Article, articleLimits, articleSchema, type Body } from './article.ts';
import { ContentError } from './content-error.ts';
import { normalizeBlocks, normalizeLine } from './normalize.ts';

/** Past these a value is no article whatever its shape; they bound the walk that runs before the recursive schema. */
const walkLimits = { depth: articleLimits.bodyDepth * 2 + 8, values: articleLimits.bodyNodes * 20 } as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters an article must not carry
const forbiddenCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

/**
 * The article in an untrusted JSON value. Depth, node count and size are judged first, by a walk without recursion;
 * throws ContentError.
 */
export function parseArticle(input: unknown): Article {
  measure(input);
  const parsed = articleSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ContentError('content-invalid', `${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'unknown'}`);
  }
  const bytes = utf8Length(canonicalArticle(parsed.data));
  if (bytes > articleLimits.canonicalBytes) throw new ContentError('content-too-large', `${bytes} bytes`);
  return parsed.data;
}

/**
 * The one form of equal articles: NFC, white space as a browser shows it, neighbouring text of the same marks joined,
 * marks in fixed order, default attributes and empty arrays left out. Link targets and file bytes are never touched.
 */
export function normalizeArticle(article: Article): Article {
  const { document } = article;
  const fields = (article.fields ?? [])
    .map(({ id, label, value }) => ({ id, label: normalizeLine(label), value: normalizeLine(value) }))
    .filter(({ value }) => value !== '');
  return {
    language: article.language,
    title: normalizeLine(article.title),
    summary: article.summary
      .split(/\r\n?|\n/)
      .map(normalizeLine)
      .join('\n')
      .replace(/^\n+|\n+$/g, ''),
    author: normalizeLine(article.author),
    source: normalizeLine(article.source),
    sourceDate: article.sourceDate,
    body: normalizeBody(article.body),
    attachments: article.attachments.map((attachment) => ({ ...attachment, name: attachment.name.normalize('NFC') })),
    document:
      document === null
        ? null
        : {
            number: normalizeLine(document.number),
            symbol: normalizeLine(document.symbol),
            subject: normalizeLine(document.subject),
            issuedOn: document.issuedOn,
            issuer: normalizeLine(document.issuer),
            signer: normalizeLine(document.signer),
          },
    ...(fields.length > 0 && { fields }),
  };
}

/** The body as `normalizeArticle` leaves it. */
export function normalizeBody(body: Body): Body {
  return { type: 'doc', content: normalizeBlocks(body.content) };
}

/** RFC 8785 text of the normalised article; its UTF-8 bytes are the blob that the content hash names. */
export function canonicalArticle(article: Article): string {
  return canonicalJson(normalizeArticle(article));
}

/** What a decision signs: SHA-256 of the UTF-8 bytes of `canonicalArticle`. */
export function contentHash(article: Article): Hash {
  return sha256Hash(canonicalArticle(article));
}

/** Whether text may stand in an article: well-formed UTF-16 without control characters. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !forbiddenCharacters.test(text);
}

/** Bytes of the UTF-8 form of a text. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

type Pending = { readonly value: unknown; readonly depth: number; readonly nodeDepth: number; readonly marks: boolean };

function measure(input: unknown): void {
  const pending: Pending[] = [{ value: input, depth: 0, nodeDepth: 0, marks: false }];
  let values = 0;
  let nodes = 0;
  let bytes = 0;
  const text = (value: string): void => {
    bytes += value.length;
    if (bytes > articleLimits.canonicalBytes)
      throw new ContentError('content-too-large', 'text alone passes the limit');
    if (!isCleanText(value)) throw new ContentError('content-invalid', 'control character or lone surrogate');
  };
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const { value, depth } = current;
    let { nodeDepth } = current;
    values += 1;
    if (depth > walkLimits.depth) throw new ContentError('content-too-deep', `${walkLimits.depth} levels of JSON`);
    if (typeof value === 'string') text(value);
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && 'type' in value && value.type !== 'doc' && !current.marks) {
      nodeDepth += 1;
      nodes += 1;
      if (nodes > articleLimits.bodyNodes) throw new ContentError('content-too-many-nodes', `${nodes} nodes`);
      if (nodeDepth > articleLimits.bodyDepth) throw new ContentError('content-too-deep', `level ${nodeDepth}`);
    }
    // Judged before the entries are listed, so that a huge array costs nothing.
    const keys = Array.isArray(value) ? [] : Object.keys(value);
    const entries = Array.isArray(value) ? value.length : keys.length;
    if (values + pending.length + entries > walkLimits.values) {
      throw new ContentError('content-too-many-nodes', `${entries} entries`);
    }
    for (const key of keys) text(key);
    for (const [key, child] of Object.entries(value)) {
      pending.push({ value: child, depth: depth + 1, nodeDepth, marks: current.marks || key === 'marks' });
    }
  }
}
