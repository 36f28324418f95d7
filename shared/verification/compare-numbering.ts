import { type Comparing, elementOf, shownRange } from './comparing.ts';

/** Compares the numbers that the page draws before list items with the approved ones. */
export function compareNumbering(comparing: Comparing): void {
  const { approved, shown, alignment, scan, flow, list } = comparing;
  if (!comparing.version.knowsShape) return;
  const ordinals = itemOrdinals(comparing);
  // One list counted from elsewhere is one difference.
  const told = new Set<number>();
  flow.forEach((block, owner) => {
    if (block.kind !== 'listItem' || block.list === undefined) return;
    const match = alignment.pageOf[approved.first(owner)] ?? -1;
    // A marker typed as text before the words is judged with the words.
    if (match < 0 || match !== shown.first(shown.owner(match))) return;
    let item = elementOf(comparing, match);
    while (item >= 0 && scan.elements[item]?.name !== 'li') item = scan.elements[item]?.parent ?? -1;
    if (item < 0) return;
    const drawn = ordinals.get(item) ?? null;
    const parent = scan.elements[item]?.parent ?? -1;
    if (drawn === block.list.number || told.has(parent)) return;
    told.add(parent);
    list.add({
      type: 'changedNumbering',
      severity: 'meaning',
      block: block.path,
      approved: block.list.number === null ? '•' : `${block.list.number}.`,
      published: drawn === null ? '•' : `${drawn}.`,
      after: block.text,
      publishedRange: shownRange(comparing, match, match),
    });
  });
}

/** Number of each `li` of an `ol`, by element index; lists drawn without markers are left out. */
function itemOrdinals({ scan }: Comparing): ReadonlyMap<number, number> {
  const ordinals = new Map<number, number>();
  const counters = new Map<number, { next: number; readonly step: number }>();
  const whole = (text: string | undefined): number | null =>
    text !== undefined && /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : null;
  for (const [index, element] of scan.elements.entries()) {
    if (element.name === 'ol') {
      const reversed = element.attributes['reversed'] !== undefined;
      counters.set(index, { next: whole(element.attributes['start']) ?? 1, step: reversed ? -1 : 1 });
    }
    const counter = element.name === 'li' ? counters.get(element.parent) : undefined;
    if (counter === undefined) continue;
    counter.next = whole(element.attributes['value']) ?? counter.next;
    ordinals.set(index, counter.next);
    counter.next += counter.step;
  }
  return ordinals;
}
