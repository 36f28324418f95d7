import { z } from 'zod';

const blockLimit = 20_000;
const textLimit = 4_000_000;

/** Runs in the drawn page: one entry per innermost block with visible text, in document order. */
export const pageTextScript = `(() => {
  const blocks = [];
  let units = 0;
  let truncated = false;
  const inline = new Set(['inline', 'inline-block', 'inline-flex', 'ruby', 'contents']);
  const blockOf = (node) => {
    let element = node.parentElement;
    while (element && element.parentElement && inline.has(getComputedStyle(element).display)) element = element.parentElement;
    return element;
  };
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const root = document.body ?? document.documentElement;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let current = null;
  const parts = [];
  const flush = () => {
    const text = parts.join('').replace(/\\s+/g, ' ').trim();
    parts.length = 0;
    if (!current || text === '') return;
    if (blocks.length >= ${blockLimit} || units + text.length > ${textLimit}) { truncated = true; return; }
    units += text.length;
    const box = current.getBoundingClientRect();
    blocks.push({ text, x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height });
  };
  for (let node = walker.nextNode(); node && !truncated; node = walker.nextNode()) {
    if (node.data.trim() === '' && parts.length === 0) continue;
    const parent = node.parentElement;
    if (!parent || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(parent.tagName) || !seen(parent)) continue;
    const block = blockOf(node);
    if (block !== current) { flush(); current = block; }
    parts.push(node.data);
  }
  flush();
  const height = Math.ceil(Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0));
  return { height, truncated, blocks };
})()`;

const pageTextSchema = z.object({
  height: z.number().min(0),
  truncated: z.boolean(),
  blocks: z
    .array(
      z.strictObject({
        text: z.string().max(textLimit),
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
      }),
    )
    .max(blockLimit),
});

/** Visible text of a drawn page; `text` joins the blocks with line ends. */
export type PageText = z.infer<typeof pageTextSchema> & { readonly text: string };

/** Reads the script's answer; throws when the page did not give one (it hung or fell over). */
export function parsePageText(answer: unknown): PageText {
  const page = pageTextSchema.parse(answer);
  return { ...page, text: page.blocks.map((block) => block.text).join('\n') };
}
