import { readFile, stat } from 'node:fs/promises';
import type { Article } from '#shared/content/article.ts';
import { parseArticle } from '#shared/content/canonical.ts';
import { htmlToBody } from '#shared/content/html-in.ts';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import { approvedCaseSchema, approvedFromCase } from '#shared/verification/approved-case.ts';
import { type ApprovedVersion, approvedArticle } from '#shared/verification/approved-version.ts';
import { compareVersion } from '#shared/verification/compare.ts';
import { type Comparison, uncheckedComparison } from '#shared/verification/verdict.ts';
import { decodePage } from '../verify/decode-page.ts';
import { FetchRefused, uncheckedReasonOf } from '../verify/fetch-refused.ts';
import { createGuardedFetch } from '../verify/guarded-fetch.ts';
import { judgeReply } from '../verify/judge-reply.ts';
import { readableReport } from './readable-report.ts';

const largestFile = 50_000_000;

/** Compares one page, from the network or a file, with an approved text and prints what was found. */
export async function verifyOne(page: string, approvedPath: string, address?: string): Promise<number> {
  const approved = await readApproved(approvedPath);
  const comparison = /^https?:\/\//i.test(page)
    ? await compareFetched(page, approved)
    : await compareFile(page, approved, address ?? 'https://page.invalid/');
  process.stdout.write(readableReport(page, approved, comparison));
  return comparison.verdict === 'match' ? 0 : 1;
}

async function compareFetched(url: string, approved: ApprovedVersion): Promise<Comparison> {
  const fetcher = createGuardedFetch({ enrolled: () => null });
  try {
    const reply = await fetcher(url);
    const contentType = reply.headers['content-type'] ?? '';
    const failure = judgeReply(reply, contentType);
    if (failure !== null) return uncheckedComparison(failure, reply.url);
    return judge(approved, reply.url, decodePage(reply.body, contentType).text, url);
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error;
    return uncheckedComparison(uncheckedReasonOf(error.refusal), url);
  }
}

async function compareFile(path: string, approved: ApprovedVersion, address: string): Promise<Comparison> {
  return judge(approved, address, decodePage(await readLimited(path), '').text);
}

function judge(approved: ApprovedVersion, url: string, html: string, requested?: string): Comparison {
  return compareVersion(approved, {
    url,
    html,
    ...(requested === undefined ? {} : { requested }),
    resources: new Map(),
    approvedImages: new Map(),
  });
}

async function readLimited(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size > largestFile) throw new Error(`${path} has more than ${largestFile} bytes`);
  return readFile(path);
}

/** An approved text from a JSON case, the desk's own article in JSON, or an HTML file. */
async function readApproved(path: string): Promise<ApprovedVersion> {
  const bytes = await readLimited(path);
  if (/\.html?$/i.test(path)) return fromHtml(decodePage(bytes, '').text);
  const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  const inner = typeof value === 'object' && value !== null && 'approved' in value ? value.approved : value;
  const parsed = approvedCaseSchema.safeParse(inner);
  return parsed.success ? approvedFromCase(parsed.data) : approvedArticle(parseArticle(inner));
}

function fromHtml(html: string): ApprovedVersion {
  const { body } = htmlToBody(html);
  const titled = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  const article: Article = {
    language: 'vi',
    title: '',
    summary: '',
    author: '',
    source: '',
    sourceDate: null,
    attachments: [],
    document: null,
    body,
  };
  const first = articleBlocks(article)[0];
  const headed = first?.kind === 'heading' || first?.text === titled;
  const title = headed ? (first?.text ?? '') : titled;
  const blocks = headed && body.content.length > 1 ? { ...body, content: body.content.slice(1) } : body;
  return {
    ...approvedArticle({ ...article, title, body: blocks }),
    imagesComplete: false,
    open: new Set(['summary', 'author', 'source', 'date', 'attachments']),
  };
}
