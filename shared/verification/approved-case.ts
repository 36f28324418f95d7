import { z } from 'zod';
import type { TextBlock, TextBlockKind, TextLink } from '../content/text-blocks.ts';
import { sha256Hash } from '../lib/hash.ts';
import type { ApprovedVersion } from './approved-version.ts';

const line = z.string().max(20_000);
const text = z.string().max(1_000_000);
const address = z.string().max(8_192);

const linkSchema = z.object({ text: line, href: address });
const blockSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['paragraph', 'heading', 'listItem', 'caption']),
    text,
    links: z.array(linkSchema).max(5_000).nullish(),
  }),
  z.object({ type: z.literal('table'), rows: z.array(z.array(text.nullable()).max(1_000)).max(20_000) }),
  z.object({ type: z.literal('image'), src: address, alt: line.nullish(), caption: line.nullish() }),
]);

/** An approved text as the command line takes it; a null or absent field is not checked. */
export const approvedCaseSchema = z.object({
  title: line.nullish(),
  summary: text.nullish(),
  author: line.nullish(),
  source: line.nullish(),
  /** Day of publication as the page shows it, in any usual form. */
  date: z.string().max(200).nullish(),
  lang: z.string().max(40).nullish(),
  /** Address that relative addresses of the approved text start from. */
  url: address.nullish(),
  body: z.array(blockSchema).max(50_000),
  attachments: z
    .array(z.object({ name: line, href: address }))
    .max(1_000)
    .nullish(),
  /** False when other pictures on the page say nothing. */
  imagesComplete: z.boolean().nullish(),
  portal: z
    .object({
      host: z.string().max(255),
      scriptHosts: z.array(z.string().max(255)).max(1_000).nullish(),
      frameHosts: z.array(z.string().max(255)).max(1_000).nullish(),
    })
    .nullish(),
});
export type ApprovedCase = z.infer<typeof approvedCaseSchema>;

function clean(value: string | null | undefined): string {
  return (value ?? '')
    .normalize('NFC')
    .replace(/[ \t\r\n\f\u00a0]+/g, ' ')
    .trim();
}

function linksOf(links: readonly TextLink[] | null | undefined): readonly TextLink[] {
  return (links ?? []).map((link) => ({ text: clean(link.text), href: link.href.trim() }));
}

/** The approved text in the form it is compared in; pictures and files are known by their addresses. */
export function approvedFromCase(approved: ApprovedCase): ApprovedVersion {
  const blocks: TextBlock[] = [];
  const addresses = new Map<string, string>();
  const add = (path: string, kind: TextBlockKind, value: string | null | undefined, more: Partial<TextBlock> = {}) => {
    const words = clean(value);
    if (words !== '' || kind === 'tableCell') blocks.push({ path, kind, text: words, links: [], ...more });
  };
  add('title', 'title', approved.title);
  add('summary', 'summary', approved.summary);
  let tables = 0;
  approved.body.forEach((block, index) => {
    const path = `body/${index}`;
    if (block.type === 'table') {
      const table = tables++;
      block.rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          const position = { table, row, column, header: row === 0, colspan: 1, rowspan: 1 };
          add(`${path}/${row}/${column}`, 'tableCell', cell, { table: position });
        });
      });
    } else if (block.type === 'image') {
      const alt = clean(block.alt);
      const caption = clean(block.caption);
      addresses.set(path, block.src);
      const image = { sha256: sha256Hash(block.src), alt, caption };
      blocks.push({ path, kind: 'image', text: alt, links: [], image });
      add(`${path}/caption`, 'caption', caption);
    } else {
      const list = block.type === 'listItem' ? { list: { number: null } } : {};
      add(path, block.type, block.text, { links: linksOf(block.links), ...list });
    }
  });
  (approved.attachments ?? []).forEach(({ name, href }, index) => {
    const path = `attachments/${index}`;
    addresses.set(path, href);
    const words = clean(name);
    blocks.push({
      path,
      kind: 'attachment',
      text: words,
      links: [],
      attachment: { sha256: sha256Hash(href), name: words },
    });
  });
  add('author', 'author', approved.author);
  add('source', 'source', approved.source);
  add('date', 'sourceDate', approved.date);
  const open = (['title', 'summary', 'author', 'source', 'date', 'attachments'] as const).filter(
    (field) => approved[field] === null || approved[field] === undefined,
  );
  const { portal } = approved;
  return {
    title: clean(approved.title),
    summary: clean(approved.summary),
    blocks,
    runs: null,
    addresses,
    knowsShape: false,
    imagesComplete: approved.imagesComplete !== false,
    open: new Set(open),
    portal: portal
      ? { host: portal.host, scriptHosts: portal.scriptHosts ?? [], frameHosts: portal.frameHosts ?? [] }
      : null,
  };
}
