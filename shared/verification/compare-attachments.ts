import type { TextBlock } from '../content/text-blocks.ts';
import { absoluteAddress, fileNameOf, linkTarget } from './addresses.ts';
import { type Comparing, elementOf, shownRange, shownText } from './comparing.ts';
import { isFurnitureText } from './furniture.ts';
import { isWithin } from './page-element.ts';
import { chunkAt } from './scan-page.ts';
import { TokenList } from './tokens.ts';
import { commonTokens, type TokenRange } from './word-diff.ts';

const fileAddress = /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|txt|csv|zip|rar|7z|mp3|mp4)(?:$|[?#&])/i;

/** A link of the page that leads to a file, or bears an attachment's name. */
export interface PageFile {
  readonly element: number;
  readonly address: string;
  readonly text: string;
  /** Its words or its address bear the name of an approved attachment. */
  readonly named: boolean;
}

function squeeze(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

/** Links to files in source order, from the whole page: portals list files below, beside or above the text. */
export function pageFiles(comparing: Comparing): readonly PageFile[] {
  const { scan } = comparing;
  const names = comparing.blocks.flatMap(({ attachment }) =>
    attachment === undefined ? [] : [squeeze(tokensText(attachment.name))],
  );
  const texts = names.length === 0 ? new Map<number, string>() : linkTexts(comparing);
  const files: PageFile[] = [];
  for (const [index, element] of scan.elements.entries()) {
    if (element.link !== index || element.hidden) continue;
    const href = element.attributes['href'] ?? '';
    const text = texts.get(index) ?? '';
    const said = names.length === 0 ? '' : squeeze(text);
    const saysName = names.some((name) => name !== '' && said.includes(name));
    if (!saysName && !fileAddress.test(href) && element.attributes['download'] === undefined) continue;
    const address = absoluteAddress(href, comparing.base);
    if (address === null) continue;
    const fileName = squeeze(tokensText(fileNameOf(address)));
    files.push({ element: index, address, text, named: saysName || names.includes(fileName) });
    if (files.length >= 300) break;
  }
  return files;
}

/** Words of each link, by element index. */
function linkTexts({ scan, shown }: Comparing): Map<number, string> {
  const texts = new Map<number, string>();
  scan.visible.forEach((segment, owner) => {
    if (!segment.chunks.some(({ element }) => (scan.elements[element]?.link ?? -1) >= 0)) return;
    for (let at = shown.first(owner); at < shown.end(owner); at += 1) {
      const link = scan.elements[chunkAt(segment, shown.start(at))?.element ?? -1]?.link ?? -1;
      if (link >= 0) texts.set(link, `${texts.get(link) ?? ''} ${shown.raw(at)}`);
    }
  });
  return texts;
}

function tokensText(text: string): string {
  return (text.match(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []).join(' ');
}

/** Compares attachments by their bytes and their names; returns how many were fetched and compared. */
export function compareAttachments(comparing: Comparing): number {
  const { list, page, scan, region } = comparing;
  const wanted = comparing.blocks.filter((block) => block.kind === 'attachment' && block.attachment !== undefined);
  const free = new Set(pageFiles(comparing));
  const linked = new Set(
    comparing.blocks.flatMap((block) => block.links.map((link) => absoluteAddress(link.href, comparing.page.url))),
  );
  const placed = new Map<TextBlock, PageFile>();
  const pick = (block: TextBlock, accept: (file: PageFile) => boolean): void => {
    if (placed.has(block)) return;
    const file = [...free].find(accept);
    if (file === undefined) return;
    placed.set(block, file);
    // One file often has two links, a name and a button.
    for (const other of free) if (other.address === file.address) free.delete(other);
  };
  for (const block of wanted) {
    const name = squeeze(tokensText(block.attachment?.name ?? ''));
    const address = comparing.version.addresses?.get(block.path);
    const same = (file: PageFile): boolean =>
      address === undefined
        ? page.resources.get(file.address)?.sha256 === block.attachment?.sha256
        : linkTarget(address, page.url) === linkTarget(file.address, page.url);
    pick(block, (file) => same(file) && squeeze(file.text).includes(name));
    pick(block, (file) => same(file) && file.text !== '' && !isFurnitureText(file.text, new Set()));
    pick(block, (file) => same(file) && file.text !== '');
    pick(block, same);
  }
  let compared = placed.size;
  for (const block of wanted) {
    const name = block.attachment?.name ?? '';
    pick(block, (file) => squeeze(file.text).includes(squeeze(tokensText(name))));
    pick(block, (file) => squeeze(fileNameOf(file.address)) === squeeze(name));
  }
  const lost = wanted.filter((block) => !placed.has(block));
  const spare = [...free].filter(
    (file) =>
      fileAddress.test(file.address) &&
      !linked.has(file.address) &&
      isWithin(scan.elements, file.element, region.outer),
  );
  if (lost.length > 0 && lost.length === spare.length)
    for (const [index, block] of lost.entries()) pick(block, (file) => file === spare[index]);
  for (const block of wanted) {
    const file = placed.get(block);
    const resource = file === undefined ? undefined : page.resources.get(file.address);
    const name = block.attachment?.name ?? '';
    if (file === undefined) {
      const address = comparing.version.addresses?.get(block.path);
      const approved = address === undefined ? name : `${name} → ${address}`;
      list.add({ type: 'missingAttachment', severity: 'meaning', block: block.path, approved });
      continue;
    }
    const place = { block: block.path, publishedRange: sourceRange(comparing, file) };
    const address = comparing.version.addresses?.get(block.path);
    if (address !== undefined) {
      if (linkTarget(address, page.url) !== linkTarget(file.address, page.url)) {
        const published = scan.elements[file.element]?.attributes['href'] ?? file.address;
        list.add({ ...place, type: 'changedAttachment', severity: 'meaning', approved: address, published });
      }
    } else if (resource?.status === 404 || resource?.status === 410) {
      list.add({ ...place, type: 'missingAttachment', severity: 'meaning', approved: name, published: file.address });
    } else if (resource === undefined || resource.sha256 === null)
      list.leaveUnchecked(block.path, 'attachmentNotFetched', file.address);
    else if (resource.sha256 !== block.attachment?.sha256) {
      compared += 1;
      list.add({
        ...place,
        type: 'changedAttachment',
        severity: 'meaning',
        approved: `${name} (SHA-256 ${block.attachment?.sha256 ?? ''})`,
        published: `${file.text || fileNameOf(file.address)} (SHA-256 ${resource.sha256})`,
      });
    }
    compareName(comparing, block, file);
  }
  if (comparing.version.open.has('attachments')) return compared;
  for (const file of free) {
    if (
      linked.has(file.address) ||
      !fileAddress.test(file.address) ||
      !isWithin(scan.elements, file.element, region.container) ||
      region.container < 0
    )
      continue;
    const furniture = scan.elements[file.element]?.furniture ?? -1;
    if (furniture > region.container) continue;
    for (const [index, segment] of scan.visible.entries())
      if (segment.chunks.some((chunk) => isWithin(scan.elements, chunk.element, file.element)))
        comparing.explained.add(index);
    list.add({
      type: 'addedAttachment',
      severity: 'meaning',
      block: null,
      published: `${file.text || fileNameOf(file.address)} → ${file.address}`,
      publishedRange: sourceRange(comparing, file),
    });
  }
  return compared;
}

function sourceRange(comparing: Comparing, file: PageFile): readonly [number, number] {
  const element = comparing.scan.elements[file.element];
  return [element?.start ?? 0, element?.end ?? 0];
}

/** The name shown must be the approved one; a button's own words ("Tải về") are no name. */
function compareName(comparing: Comparing, block: TextBlock, file: PageFile): void {
  const { keys, shown, scan } = comparing;
  const name = new TokenList();
  name.add(block.text, keys);
  const link = { from: -1, to: -1 };
  scan.visible.forEach((segment, index) => {
    if (!segment.chunks.some((chunk) => isWithin(scan.elements, chunk.element, file.element))) return;
    comparing.explained.add(index);
    comparing.fieldSegments.add(index);
    for (let at = shown.first(index); at < shown.end(index); at += 1) {
      if (!isWithin(scan.elements, elementOf(comparing, at), file.element)) continue;
      if (link.from < 0) link.from = at;
      link.to = at + 1;
    }
  });
  if (link.from < 0 || name.length === 0) return;
  if (bearsName(comparing, block.text, file)) return;
  const own = { from: 0, to: name.length };
  const pairs = commonTokens(name, shown, own, link);
  const from = pairs[0]?.[1] ?? link.from;
  const to = (pairs.at(-1)?.[1] ?? link.to - 1) + 1;
  const whole = pairs.length === name.length && to - from === name.length;
  const around = `${shownText(comparing, link.from, from)} ${shownText(comparing, to, link.to)}`;
  if (whole && isFurnitureText(around, comparing.values)) return;
  if (!whole && namedElsewhere(comparing, name)) return;
  let place: TokenRange = link;
  if (!whole && isFurnitureText(shownText(comparing, link.from, link.to), new Set())) {
    const beside = likestSegment(comparing, name, link.from);
    if (beside === null) return;
    place = beside;
    comparing.explained.add(shown.owner(place.from));
  }
  comparing.list.add({
    type: 'changedAttachment',
    severity: 'meaning',
    block: block.path,
    approved: block.text,
    published: shownText(comparing, place.from, place.to),
    publishedRange: shownRange(comparing, place.from, place.to),
  });
}

/** Whether a part of the link says the name and nothing else; its type and size may touch it. */
function bearsName({ scan }: Comparing, name: string, file: PageFile): boolean {
  const said = new Map<number, string>();
  for (const segment of scan.visible) {
    for (const [index, chunk] of segment.chunks.entries()) {
      if (!isWithin(scan.elements, chunk.element, file.element)) continue;
      const text = segment.text.slice(chunk.at, segment.chunks[index + 1]?.at ?? segment.text.length);
      said.set(chunk.element, (said.get(chunk.element) ?? '') + text);
    }
  }
  const parts = [...said.values()].map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim());
  const wanted = name.normalize('NFC').replace(/\s+/g, ' ').trim();
  return parts.includes(wanted) && parts.every((text) => text === wanted || isFurnitureText(text, new Set()));
}

/** The text near a button that is plainly a version of the file's name, or null when the page shows no name. */
function likestSegment(comparing: Comparing, name: TokenList, at: number): TokenRange | null {
  const { shown, scan } = comparing;
  const middle = shown.owner(at);
  let best: TokenRange | null = null;
  let most = 0;
  for (let segment = Math.max(0, middle - 6); segment <= Math.min(scan.visible.length - 1, middle + 6); segment += 1) {
    const range = { from: shown.first(segment), to: shown.end(segment) };
    const shared = commonTokens(name, shown, { from: 0, to: name.length }, range).length;
    if (shared > most && shared * 2 >= name.length && range.to - range.from <= name.length * 2) {
      best = range;
      most = shared;
    }
  }
  return best;
}

/** A row of a file table shows the name in one cell and its button in another. */
function namedElsewhere(comparing: Comparing, name: TokenList): boolean {
  const { shown } = comparing;
  for (let from = 0; from + name.length <= shown.length; from += 1) {
    let length = 0;
    while (length < name.length && name.key(length) === shown.key(from + length)) length += 1;
    if (length === name.length) return true;
  }
  return false;
}
