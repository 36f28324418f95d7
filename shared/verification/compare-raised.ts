import { type Comparing, shownRange } from './comparing.ts';
import { chunkAt } from './scan-page.ts';

/** Reports raised or lowered signs that the page sets on the line, or the reverse: 10⁶ must not become 106. */
export function compareRaised(comparing: Comparing): void {
  const { approved, shown, alignment, flow, scan, list } = comparing;
  const formatted = comparing.version.runs;
  if (formatted === null) return;
  flow.forEach((block, owner) => {
    const runs = formatted.get(block.path);
    if (runs === undefined || block.kind === 'title') return;
    const raised = new Uint8Array(block.text.length);
    let at = 0;
    for (const run of runs) {
      const length = run.type === 'text' ? run.text.length : 1;
      const off = run.type === 'text' && run.marks?.some(({ type }) => type === 'superscript' || type === 'subscript');
      if (off === true) raised.fill(1, at, at + length);
      at += length;
    }
    for (let token = approved.first(owner); token < approved.end(owner); token += 1) {
      const match = alignment.pageOf[token] ?? -1;
      const raw = approved.raw(token);
      if (match < 0 || !/\p{N}/u.test(raw) || shown.raw(match) !== raw) continue;
      const segment = scan.visible[shown.owner(match)];
      if (segment === undefined) continue;
      for (let offset = 0; offset < raw.length; offset += 1) {
        const element = chunkAt(segment, shown.start(match) + offset)?.element ?? -1;
        const drawn = isRaised(comparing, element);
        if (drawn === (raised[approved.start(token) + offset] === 1)) continue;
        list.add({
          type: 'changedNumber',
          severity: 'meaning',
          block: block.path,
          approved: withMarks(raw, (place) => raised[approved.start(token) + place] === 1),
          published: withMarks(raw, (place) =>
            isRaised(comparing, chunkAt(segment, shown.start(match) + place)?.element ?? -1),
          ),
          before: block.text.slice(Math.max(0, approved.start(token) - 40), approved.start(token)),
          after: block.text.slice(approved.stop(token), approved.stop(token) + 40),
          approvedRange: [approved.start(token), approved.stop(token)],
          publishedRange: shownRange(comparing, match, match + 1),
        });
        break;
      }
    }
  });
}

/** A number with `^` before its raised or lowered part. */
function withMarks(raw: string, isOff: (place: number) => boolean): string {
  let text = '';
  for (let place = 0; place < raw.length; place += 1) {
    if (isOff(place) && (place === 0 || !isOff(place - 1))) text += '^';
    text += raw[place] ?? '';
  }
  return text;
}

function isRaised({ scan }: Comparing, element: number): boolean {
  for (let at = scan.elements[element]; at !== undefined; at = scan.elements[at.parent]) {
    if (at.name === 'sup' || at.name === 'sub') return true;
    if (/vertical-align\s*:\s*(?:super|sub)/i.test(at.attributes['style'] ?? '')) return true;
    if (scan.elements[at.block] === at) return false;
  }
  return false;
}
