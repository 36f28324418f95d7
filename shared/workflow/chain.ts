import { type BoardEvent, eventHash, type Stub } from './event.ts';
import type { Head } from './statement.ts';

/** Where and how a chain breaks. */
export interface ChainFault {
  readonly seq: number;
  readonly fault: 'gap' | 'fork' | 'altered';
}

/**
 * Checks that links follow a head without gap, each naming the one before, each event hashing to what it carries.
 * Returns the new head, or the first fault. Stubs are links without content.
 */
export function followChain(head: Head, links: readonly (BoardEvent | Stub)[]): Head | ChainFault {
  let { seq, hash } = head;
  for (const link of links) {
    if (link.seq !== seq + 1) return { seq: link.seq, fault: 'gap' };
    if (link.prev !== hash) return { seq: link.seq, fault: 'fork' };
    if ('fact' in link && eventHash(link) !== link.hash) return { seq: link.seq, fault: 'altered' };
    seq = link.seq;
    hash = link.hash;
  }
  return { seq, hash };
}
