import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { readLines } from '../../../electron/core/verify-command/read-lines.ts';
import { caseArticles } from '../../fixtures/verification/evaluation/case-articles.ts';
import { caseTemplates } from '../../fixtures/verification/evaluation/templates.ts';

const command = path.join(import.meta.dirname, '../../../electron/core/verify-command/verify.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'verify-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [template] = caseTemplates;
const [first] = caseArticles(1);
if (template === undefined || first === undefined) throw new Error('fixtures are missing');
const html = template.print(first.article).html;
const approved = { ...first.article, portal: template.portal };

function run(
  words: readonly string[],
  input: string,
): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text: Buffer.concat(chunks).toString('utf8') }));
    child.stdin.end(input);
  });
}

test('a stream is answered line by line, and a bad line does not end it', async () => {
  const good = (id: string, pageHtml: string): string => JSON.stringify({ id, approved, pageHtml, url: template.url });
  const lines = [
    good('a', html),
    '{bad',
    '',
    JSON.stringify({ id: 'b' }),
    '['.repeat(200_000),
    good('c', html.replace('60 km/giờ', '90 km/giờ')),
  ];
  const { code, text } = await run(['--stream'], lines.join('\n'));
  const answers = text
    .trim()
    .split('\n')
    .map((line): { id: unknown; verdict?: string; error?: string } => JSON.parse(line))
    .map(({ id, verdict, error }) => `${id} ${verdict ?? (error === undefined ? '' : 'error')}`)
    .sort();
  expect([code, answers]).toEqual([0, ['a match', 'b error', 'c mismatch', 'null error', 'null error']]);
});

test('one page from a file gives a report for people, and its exit code', async () => {
  const page = path.join(folder, 'page.html');
  const file = path.join(folder, 'approved.json');
  writeFileSync(file, JSON.stringify(approved));
  writeFileSync(page, html);
  const same = await run([page, file, template.url], '');
  writeFileSync(page, html.replace('60 km/giờ', '90 km/giờ'));
  const other = await run([page, file, template.url], '');
  expect([
    same.code,
    same.text.includes('KHỚP'),
    other.code,
    /duyệt: .*\[60\].*\n.*trang: .*\[90\]/.test(other.text),
  ]).toEqual([0, true, 1, true]);
});

test('a line past the limit is skipped and named, the next one is read', async () => {
  const read: unknown[] = [];
  for await (const line of readLines(Readable.from(['ab', 'cdef', 'gh\nij\n', 'kl']), 5)) read.push(line);
  expect(read).toEqual([{ error: 'a line of more than 5 bytes' }, { text: 'ij' }, { text: 'kl' }]);
});
