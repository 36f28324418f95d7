import { create } from 'zustand';
import type { Change } from '#shared/contract/desk-contract.ts';
import type { Connection } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { desk } from '../desk.ts';
import { forgetAnswers, invalidate, invalidateItems } from './queries.ts';

/** The connection as last told; null until the desk has said anything. */
export const useConnection = create<{ readonly connection: Connection | null }>()(() => ({ connection: null }));

/** Whether the desk's core still answers; false shows the start-failed screen. */
export const useCoreLink = create<{ readonly alive: boolean }>()(() => ({ alive: true }));

type OpenItem = (item: ItemId) => void;

function apply(change: Change, openItem: OpenItem): void {
  switch (change.topic) {
    case 'item':
      invalidate(`item:${change.item}`);
      break;
    case 'openItem':
      openItem(change.item);
      break;
    default:
      invalidate(change.topic);
  }
}

async function read(openItem: OpenItem, signal: AbortSignal): Promise<void> {
  const changes = await desk().changes(undefined, { signal });
  useCoreLink.setState({ alive: true });
  let listening = false;
  for await (const told of changes) {
    if (told.kind === 'change') apply(told.change, openItem);
    else {
      useConnection.setState({ connection: told.connection });
      invalidate('connection');
      // The first word of a stream is the connection: from here on nothing is missed.
      if (!listening) invalidateItems();
      listening = true;
    }
  }
}

/** Listens to the desk until stopped; after a break it reads everything again, since a change may have been missed. */
export function followChanges(openItem: OpenItem): () => void {
  const stopper = new AbortController();
  const follow = async (): Promise<void> => {
    let wait = 250;
    while (!stopper.signal.aborted) {
      try {
        await read(openItem, stopper.signal);
        wait = 250;
      } catch {
        if (stopper.signal.aborted) return;
        useCoreLink.setState({ alive: false });
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, 5_000);
      if (!stopper.signal.aborted) forgetAnswers();
    }
  };
  void follow();
  return () => stopper.abort();
}
