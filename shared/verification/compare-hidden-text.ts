import { articleReach } from './article-reach.ts';
import type { Comparing } from './comparing.ts';
import { furnitureValue } from './furniture.ts';
import { sourceOffset } from './scan-page.ts';
import { natureOf } from './segment-nature.ts';

/** Reports hidden words in the article, and approved blocks that a reader cannot see wherever they are hidden. */
export function compareHiddenText(comparing: Comparing): void {
  const { scan, flow, list } = comparing;
  const reach = articleReach(comparing);
  const owners = new Map(flow.map((block, owner) => [furnitureValue(block.text), owner] as const));
  owners.delete('');
  for (const segment of scan.hidden) {
    const text = segment.text.replace(/\s+/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const owner = owners.get(furnitureValue(text)) ?? -1;
    const twin = flow[owner];
    // A hidden copy (for print, for small screens) of what stands in sight says nothing else.
    if (twin !== undefined && isShown(comparing, owner)) continue;
    if (twin === undefined) {
      const first = segment.chunks[0];
      if (reach === null || first === undefined || first.source < reach.start || first.source >= reach.end) continue;
      const interior = first.source >= reach.bodyStart && first.source < reach.bodyEnd;
      const nature = natureOf(comparing, segment);
      const named = opensOnDemand(comparing, first.element);
      if (nature.labels || isReadAloud(comparing, first.element, nature.words)) continue;
      if (named && !nature.foreign && (!interior || nature.words <= 12 || nature.linked >= 0.6)) continue;
    }
    list.add({
      type: twin === undefined ? 'hiddenText' : 'hiddenBlock',
      severity: 'meaning',
      block: twin?.path ?? null,
      approved: '',
      published: text,
      publishedRange: [sourceOffset(scan, segment, 0), sourceOffset(scan, segment, segment.text.length)],
    });
  }
}

const onDemand =
  /modal|popup|pop-up|dropdown|tooltip|dialog|toast|offcanvas|collapse|accordion|menu|share|social|comment|binh-?luan|related|lien-?quan|login|form|player|audio|print|search|template|lightbox|gallery|qr-?code|notif|sidebar|widget|ads?(?:$|[\s_-])/i;
const onDemandNames = new Set(['nav', 'aside', 'dialog', 'form', 'select', 'button', 'label', 'menu', 'option']);

/** Inside a part of the portal that opens when it is asked for: menus, windows, forms. */
function opensOnDemand({ scan, region }: Comparing, element: number): boolean {
  for (let at = element; at > region.outer; at = scan.elements[at]?.parent ?? -1) {
    const here = scan.elements[at];
    if (here === undefined) return false;
    if (at <= region.container && here.last >= region.container) return false;
    if (onDemandNames.has(here.name) || onDemand.test(`${here.classes.join(' ')} ${here.id}`)) return true;
  }
  return false;
}

/** A few words for those who listen to a page ("opens in a new window"). */
function isReadAloud({ scan }: Comparing, element: number, words: number): boolean {
  if (words > 5) return false;
  for (let at = element; at >= 0; at = scan.elements[at]?.parent ?? -1) {
    if (scan.elements[at]?.classes.some((name) => /sr-only|visually-?hidden|screen-?reader|accessib/i.test(name)))
      return true;
  }
  return false;
}

/** Whether every word of an approved block stands in sight. */
function isShown({ approved, alignment }: Comparing, owner: number): boolean {
  for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
    if ((alignment.pageOf[at] ?? -1) < 0) return false;
  }
  return true;
}
