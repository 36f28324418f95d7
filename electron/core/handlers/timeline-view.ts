import type { TimelineEntry } from '#shared/contract/desk-views.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { instantToMs } from '#shared/lib/instant.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { type Acted, type BoardEvent, eventHash, knownFact } from '#shared/workflow/event.ts';
import { isSigned } from '../session/device-key.ts';
import type { PendingAct } from '../state/desk-state.ts';

/** Acts that move nothing and would only fill the list. */
const unlisted = new Set(['acknowledge', 'comment']);

/** "Quá trình xử lý": every step with its article, how long it had waited, and whether its signature holds. */
export function timelineView(
  board: BoardState,
  events: readonly BoardEvent[],
  pending: readonly PendingAct[],
): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let before: string | null = null;
  for (const event of events) {
    const fact = knownFact(event);
    const sound = eventHash(event) === event.hash;
    if (fact?.type === 'acted' && !unlisted.has(fact.statement.action)) {
      const signature = sound ? signatureOf(board, fact) : 'invalid';
      entries.push(actEntry(board, fact, { seq: event.seq, at: event.at, signature, before }));
    } else if (fact?.type === 'publicationEdited') {
      entries.push({
        seq: event.seq,
        at: event.at,
        claimedAt: null,
        action: 'publicationEdited',
        person: null,
        personName: fact.editor,
        role: null,
        version: fact.entered,
        reason: null,
        ground: null,
        citation: null,
        waitedMs: waited(before, event.at),
        signature: 'notSigned',
        to: null,
        delegation: null,
        command: null,
      });
    } else continue;
    before = event.at;
  }
  for (const { act, command } of pending) {
    if (act === null || unlisted.has(command.action)) continue;
    const at = command.actedAt;
    entries.push(
      actEntry(board, act, { seq: 0, at, signature: command.signature === null ? 'notSigned' : 'notChecked', before }),
    );
    before = at;
  }
  return entries;
}

function signatureOf(board: BoardState, { statement, signature, person }: Acted): TimelineEntry['signature'] {
  const device = board.devices.find(({ id }) => id === statement.device);
  if (device === undefined) return 'notChecked';
  if (device.person !== person) return 'invalid';
  return isSigned(device.publicKey, canonicalJson(statement), signature) ? 'valid' : 'invalid';
}

function actEntry(
  board: BoardState,
  { statement, person, role, transition, to }: Acted,
  { seq, at, signature, before }: Pick<TimelineEntry, 'seq' | 'at' | 'signature'> & { readonly before: string | null },
): TimelineEntry {
  const { action, claimedAt, version, reason, authority, command, details } = statement;
  return {
    seq,
    at,
    claimedAt,
    action,
    person,
    personName: board.people.find(({ id }) => id === person)?.name ?? '',
    role,
    version,
    reason,
    ground: details.action === 'return' || details.action === 'refuse' ? details.ground : null,
    citation: board.profile.transitions.find(({ id }) => id === transition)?.citation ?? null,
    waitedMs: waited(before, at),
    signature,
    to,
    delegation: board.delegations.some(({ id }) => id === authority) ? authority : null,
    command,
  };
}

function waited(before: string | null, at: TimelineEntry['at']): number | null {
  return before === null ? null : Math.max(0, instantToMs(at) - Date.parse(before));
}
