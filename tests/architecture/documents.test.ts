import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, ROOT } from './source-files.ts';

const documents = ['README.md', 'CHANGELOG.md', ...filesBelow('docs').filter((file) => file.endsWith('.md'))];

/** What a document names as being in the tree: link targets, and code spans that begin with a folder of the root. */
function placesNamedIn(document: string, text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map((match) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(document), match[1] ?? '')),
  );
  const spans = [...prose.matchAll(/`((?:shared|electron|renderer|portal|resources|tests|docs)\/[\w./-]*)`/g)].map(
    (match) => match[1] ?? '',
  );
  return [...links, ...spans];
}

function scriptsNamedIn(text: string): readonly string[] {
  return [...text.matchAll(/`npm (?:run ([\w:]+)|(start|test))/g)].map((match) => match[1] ?? match[2] ?? '');
}

describe('documents', () => {
  test.each(documents)('%s names only files and folders that exist', (document) => {
    const text = readFileSync(path.join(ROOT, document), 'utf8');
    const missing = placesNamedIn(document, text).filter((place) => !existsSync(path.join(ROOT, place)));
    expect(missing).toEqual([]);
  });

  test('the README names only scripts that exist, and every script a person would run', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const named = new Set(scriptsNamedIn(readFileSync(path.join(ROOT, 'README.md'), 'utf8')));
    const offered = Object.keys(scripts).filter((name) => !name.includes(':') || name === 'lock:complete');
    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
    expect(offered.filter((name) => !named.has(name))).toEqual([]);
  });

  test('a decision says when it holds, why, and what was rejected', () => {
    const decisions = filesBelow('docs/decisions').map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
    const parts = ['**Status:**', '**Context.**', '**Decision.**', '**Consequences.**', '**Rejected.**'];
    expect(decisions.flatMap((text) => parts.filter((part) => !text.includes(part)))).toEqual([]);
  });

  test('a missing place is noticed', () => {
    const text = 'See [this](decisions/0009-none.md), `shared/none.ts`, `npm ci`, [web](https://example.org).';
    expect(placesNamedIn('docs/x.md', text)).toEqual(['docs/decisions/0009-none.md', 'shared/none.ts']);
  });
});
