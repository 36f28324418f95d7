import { doorbellEvent } from '#shared/contract/protocol.ts';
import type { BoardId } from '#shared/lib/ids.ts';
import { networkError } from './network-error.ts';
import type { PortalClient } from './portal-client.ts';

/** Longer than three heartbeats of the server: a silent line is a dead one. */
const silence = 50_000;
const bufferCharacters = 64 * 1024;

/** Listens until the line breaks; rings with the head's sequence. It carries no data: that comes by pull alone. */
export async function listenToDoorbell(
  client: PortalClient,
  board: BoardId,
  ring: (seq: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const reply = await client.call(`/boards/${board}/doorbell`, {
    signedIn: true,
    signal,
    silence,
    headers: { accept: 'text/event-stream' },
  });
  let text = '';
  try {
    for await (const piece of reply.body) {
      text += String(piece);
      const end = text.lastIndexOf('\n\n');
      if (end !== -1) {
        for (const message of text.slice(0, end).split('\n\n')) {
          const seq = sequenceOf(message);
          if (seq !== null) ring(seq);
        }
        text = text.slice(end + 2);
      }
      if (text.length > bufferCharacters) return;
    }
  } catch (error) {
    throw networkError(error, 'doorbell');
  } finally {
    reply.body.destroy();
  }
}

function sequenceOf(message: string): number | null {
  const lines = message.split('\n');
  if (!lines.includes(`event: ${doorbellEvent}`)) return null;
  const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length) ?? '';
  return /^\d{1,15}$/.test(data) ? Number(data) : null;
}
