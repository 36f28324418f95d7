import type { Article } from '#shared/content/article.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { VerificationView } from '#shared/contract/desk-views.ts';
import { must } from '#shared/lib/assert.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type CommandId, type ItemId, newId } from '#shared/lib/ids.ts';
import { scanPage } from '#shared/verification/scan-page.ts';
import { findAuthority } from '#shared/workflow/authority.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { decodePage } from '../verify/decode-page.ts';
import { type Evidence, evidenceSchema } from '../verify/evidence.ts';
import { FetchRefused } from '../verify/fetch-refused.ts';
import { type Verification, verifyPage } from '../verify/verify-page.ts';
import { verificationStatement } from './decision-from-input.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';
import { readArticle } from './items.ts';

type Phase = VerificationView['phase'];
type Step =
  | { readonly step: 'progress'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly step: 'done'; readonly view: VerificationView };

/** Most blocks of page text kept for the middle pane. */
const mostBlocks = 3_000;

/** Fetches and compares the page, keeps the evidence and states the finding where the person may; ends with the view. */
export async function* runVerification(
  core: DeskCore,
  input: { readonly item: ItemId; readonly phase: Phase },
  signal: AbortSignal | undefined,
): AsyncGenerator<Step, void> {
  openDesk(core);
  const subject = await subjectOf(core, input.item, input.phase, signal);
  const steps: Step[] = [];
  let wake: (() => void) | null = null;
  const running = verifyPage({
    approved: subject.approved,
    url: subject.url,
    fetcher: core.fetcher,
    putBlob: async (bytes, mediaType) => core.store.blobs.keep(bytes, mediaType, core.now()),
    approvedImages: async (sha256) => (await core.store.blobs.read(sha256))?.bytes ?? null,
    renderPage: core.ports.renderPage,
    now: core.serverNow,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ step, done, total }) => {
      steps.push({ step: 'progress', done, total, what: step });
      wake?.();
    },
  });
  let ended = false;
  const end = (): void => {
    ended = true;
    wake?.();
  };
  running.then(end, end);
  while (!ended || steps.length > 0) {
    const step = steps.shift();
    if (step !== undefined) yield step;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (ended || steps.length > 0) resolve();
      });
    }
  }
  const found = await running.catch((error: unknown) => {
    if (error instanceof FetchRefused || signal?.aborted === true) throw new AppError('cancelled', { cause: error });
    throw error;
  });
  yield { step: 'done', view: await keepFinding(core, input, subject, found) };
}

/** The last finding of this desk on an item, with a fresh token for the viewer. */
export async function latestVerification(core: DeskCore, item: ItemId): Promise<VerificationView | null> {
  openDesk(core);
  const view = core.store.verifications.latest(item);
  return view === null ? null : { ...view, viewer: viewerToken(core, view.evidence) };
}

/** The text of a page as it was seen, for the sandboxed viewer; null when the token or the evidence is gone. */
export async function readSeenPage(core: DeskCore, token: string): Promise<string | null> {
  const evidence = core.viewers.get(token);
  const read = evidence === undefined ? null : await readEvidence(core, evidence);
  return read === null ? null : pageTextOf(core, read);
}

interface Subject {
  readonly item: ItemState;
  readonly approved: Article;
  readonly approvedHash: Hash;
  readonly revision: number;
  readonly url: string;
}

async function subjectOf(core: DeskCore, id: ItemId, phase: Phase, signal: AbortSignal | undefined): Promise<Subject> {
  const enrolment = openDesk(core);
  const first = core.state.shown(id)?.item;
  if (first?.publication == null || first.approval === null) throw new AppError('not-found', { subject: id });
  if (first.publication.mode === 'foreign') {
    const { address } = first.publication;
    if (address === null) throw new AppError('address-invalid', { subject: id });
    return withArticle(core, first, address);
  }
  const engine = core.engine();
  if (engine === null) throw new AppError('offline', { subject: id });
  const limit = AbortSignal.timeout(15_000);
  const address = await engine
    .client()
    .publication(enrolment.board, id, signal === undefined ? limit : AbortSignal.any([signal, limit]));
  // The finding is stated about the revision this desk knows; a newer one on the portal is pulled first.
  if (address.revision !== first.publication.revision) await engine.settled(10_000);
  const item = core.state.shown(id)?.item;
  if (item?.publication?.revision !== address.revision) throw new AppError('offline', { subject: 'publication' });
  const url = phase === 'public' ? address.publicUrl : address.previewUrl;
  if (url === null) throw new AppError('not-found', { subject: phase });
  return withArticle(core, item, url);
}

async function withArticle(core: DeskCore, item: ItemState, url: string): Promise<Subject> {
  const approvedHash = must(item.approval, 'only what was approved is compared').hash;
  const approved = await readArticle(core, approvedHash);
  return { item, approved, approvedHash, revision: item.publication?.revision ?? 1, url };
}

async function keepFinding(
  core: DeskCore,
  { item: id, phase }: { readonly item: ItemId; readonly phase: Phase },
  { approvedHash, revision }: Subject,
  { comparison, evidence, evidenceHash }: Verification,
): Promise<VerificationView> {
  const page = await pageTextOf(core, evidence);
  const view: VerificationView = {
    item: id,
    phase,
    revision,
    approved: approvedHash,
    evidence: evidenceHash,
    url: evidence.finalUrl,
    fetchedAt: evidence.fetchedAt,
    comparison,
    screenshot: evidence.screenshot,
    viewer: viewerToken(core, evidenceHash),
    pageText: page === null ? [] : [...blocksOf(page)],
    command: null,
  };
  core.store.verifications.add(view, core.now());
  const command = stateFinding(core, view, evidence);
  if (command !== null) core.store.verifications.recordedBy(id, evidenceHash, command);
  return { ...view, command };
}

/** States the finding as a `verify` command where the person may; elsewhere it stays on this desk. */
function stateFinding(core: DeskCore, view: VerificationView, evidence: Evidence): CommandId | null {
  const { person } = openDesk(core);
  const board = core.state.board();
  const item = core.state.shown(view.item)?.item;
  if (board === null || item === undefined) return null;
  const question = {
    board,
    item,
    kind: null,
    section: item.section,
    action: 'verify',
    person,
    at: core.serverNow(),
  } as const;
  const judged = findAuthority(question);
  if (!judged.ok || item.publication?.revision !== view.revision || item.approval?.hash !== view.approved) return null;
  const { html, screenshot, renderedText } = evidence;
  const held = core.decisions.hold({
    item: view.item,
    version: view.approved,
    authority: judged.value.authority,
    reason: null,
    details: { action: 'verify', verification: verificationStatement(view) },
    articles: [],
    files: [html, screenshot, renderedText].filter((sha256) => sha256 !== null),
    holdMilliseconds: 0,
  });
  afterDecision(core, view.item);
  return held.command;
}

function* blocksOf(html: string): Generator<VerificationView['pageText'][number]> {
  const scan = scanPage(html);
  if (typeof scan === 'string') return;
  let left = mostBlocks;
  for (const { text, chunks } of scan.visible) {
    const first = chunks[0];
    const last = chunks.at(-1);
    if (text.trim() === '' || first === undefined || last === undefined || left === 0) continue;
    left -= 1;
    yield { text, range: [first.source, last.sourceEnd] };
  }
}

async function pageTextOf(core: DeskCore, { html, headers }: Evidence): Promise<string | null> {
  const bytes = html === null ? null : ((await core.store.blobs.read(html))?.bytes ?? null);
  return bytes === null ? null : decodePage(bytes, headers['content-type'] ?? '').text;
}

async function readEvidence(core: DeskCore, evidence: Hash): Promise<Evidence | null> {
  const blob = await core.store.blobs.read(evidence);
  if (blob === null) return null;
  const parsed = evidenceSchema.safeParse(JSON.parse(Buffer.from(blob.bytes).toString('utf8')));
  return parsed.success ? parsed.data : null;
}

function viewerToken(core: DeskCore, evidence: Hash): string {
  const token = newId(core.ports.random);
  if (core.viewers.size >= 200) core.viewers.clear();
  core.viewers.set(token, evidence);
  return token;
}
