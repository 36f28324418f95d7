import type { z } from 'zod';
import { contentHash } from '#shared/content/canonical.ts';
import { AppError } from '#shared/contract/app-error.ts';
import { chunkBytes, type deskContract } from '#shared/contract/desk-contract.ts';
import { must } from '#shared/lib/assert.ts';
import { type ItemId, itemIdSchema, newId } from '#shared/lib/ids.ts';
import { findAuthority } from '#shared/workflow/authority.ts';
import { cleanImage } from '../intake/clean-image.ts';
import { IntakeError } from '../intake/intake-error.ts';
import { intakeLimits } from '../intake/intake-limits.ts';
import { displayName, takeInDocx } from '../intake/take-in-docx.ts';
import type { Held } from '../state/decisions.ts';
import { checkedArticle } from './decision-from-input.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';

type Contract = (typeof deskContract)['intake'];
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** Kinds of file that may be published beside an article; nothing that a reader's machine would run. */
const publishable =
  /^(application\/(pdf|msword|vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(excel|powerpoint))[\w.+-]*|zip|x-zip-compressed)|text\/(plain|csv)|audio\/(mpeg|mp4)|video\/mp4)$/;

export async function beginTransfer(core: DeskCore, { name, size }: Input<'begin'>): Promise<Output<'begin'>> {
  openDesk(core);
  return about(name, async () => ({ transfer: (await core.transfers.begin(name, size)).id }));
}

export async function addChunk(core: DeskCore, input: Input<'chunk'>): Promise<Output<'chunk'>> {
  openDesk(core);
  const { file } = core.transfers.get(input.transfer);
  const bytes = Buffer.from(input.base64, 'base64');
  if (bytes.length > chunkBytes) throw new AppError('too-large', { subject: file.name });
  return about(file.name, async () => {
    await file.append(input.offset, bytes);
    return { received: file.received };
  });
}

export async function readTransfer(core: DeskCore, { transfer: id }: Input<'read'>): Promise<Output<'read'>> {
  openDesk(core);
  const transfer = core.transfers.get(id);
  const { name } = transfer.file;
  return about(name, async () => {
    const bytes = await transfer.file.bytes();
    const keep = async (file: Uint8Array, mediaType: string): Promise<void> => {
      core.store.blobs.keep(file, mediaType, core.now());
    };
    const read = await takeInDocx({ name, bytes }, keep, { signal: transfer.abort.signal });
    transfer.original = read.original;
    transfer.article = read.article;
    return {
      transfer: id,
      article: read.article,
      original: read.original,
      warnings: read.warnings.map(({ code, count }) => ({ code, subject: String(count) })),
      duplicateOf: core.store.heads.fromOriginal(read.original.sha256),
    };
  });
}

/** Puts the read and completed article before the board as a new item. */
export async function receiveItem(core: DeskCore, input: Input<'receive'>): Promise<Held & { readonly item: ItemId }> {
  const { person } = openDesk(core);
  // A text typed in at the desk came in no file.
  const original = input.transfer === '' ? null : core.transfers.get(input.transfer).original;
  const article = checkedArticle(input.article);
  const board = must(core.state.board(), 'an open desk has a board');
  const { kind, section, channel, sender, receivedAt, supply } = input;
  const judged = findAuthority({ board, item: null, kind, section, action: 'receive', person, at: core.serverNow() });
  if (!judged.ok) throw new AppError('rejected-by-rule', { refusal: judged.failure });
  const item = itemIdSchema.parse(newId(core.ports.random));
  const held = core.decisions.hold({
    item,
    version: contentHash(article),
    authority: judged.value.authority,
    reason: null,
    details: { action: 'receive', kind, section, channel, sender, receivedAt, original, supply },
    articles: [article],
  });
  await core.transfers.end(input.transfer);
  afterDecision(core, item);
  return { ...held, item };
}

export async function cancelTransfer(core: DeskCore, { transfer }: Input<'cancel'>): Promise<Record<string, never>> {
  await core.transfers.end(transfer);
  return {};
}

/** A picture is decoded and written anew, so that nothing but the picture is published; other files stay as they are. */
export async function attachTransfer(core: DeskCore, input: Input<'attach'>): Promise<Output<'attach'>> {
  openDesk(core);
  const { file } = core.transfers.get(input.transfer);
  const name = displayName(file.name);
  return about(name, async () => {
    const bytes = await file.bytes();
    if (input.mediaType.startsWith('image/')) {
      const image = await cleanImage(bytes, intakeLimits);
      if (typeof image === 'string') throw new AppError('content-invalid', { subject: image });
      const { mediaType, width, height } = image;
      const sha256 = core.store.blobs.keep(image.bytes, mediaType, core.now());
      await core.transfers.end(input.transfer);
      return { sha256, name, mediaType, size: image.bytes.length, image: { mediaType, width, height } };
    }
    if (!publishable.test(input.mediaType)) throw new AppError('content-invalid', { subject: name });
    const sha256 = core.store.blobs.keep(bytes, input.mediaType, core.now());
    await core.transfers.end(input.transfer);
    return { sha256, name, mediaType: input.mediaType, size: bytes.length, image: null };
  });
}

async function about<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IntakeError) throw new AppError(error.code, { subject: name, cause: error });
    throw error;
  }
}
