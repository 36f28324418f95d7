import type { LocalDraft } from '../store/drafts.ts';
import type { OutboxCommand } from '../store/outbox.ts';

/** A draft's lasting name: what it came from and the claimed time; the interface words the kind. */
export function draftName(
  kind: LocalDraft['kind'],
  command: Pick<OutboxCommand, 'action' | 'actedAt' | 'title'>,
): string {
  const day = `${command.actedAt.slice(8, 10)}/${command.actedAt.slice(5, 7)}/${command.actedAt.slice(0, 4)}`;
  const time = `${command.actedAt.slice(11, 16)}Z`;
  return `${kind}:${command.action} ${day} ${time} ${command.title}`.slice(0, 200);
}
