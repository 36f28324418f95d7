import { create } from 'zustand';
import type { ActInput } from '#shared/contract/desk-contract.ts';
import type { CommandId } from '#shared/lib/ids.ts';
import type { Action } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, desk, failureOf } from '../desk.ts';

/** An act just stored on this machine that can still be taken back. */
export interface RecentAct {
  /** One act, or those of a batch taken back together. */
  readonly commands: readonly CommandId[];
  readonly action: Action;
  readonly title: string;
  /** Milliseconds since 1970 until which it can be undone. */
  readonly holdUntil: number;
  readonly failure: DeskFailure | null;
}

/** Acts whose undo is on screen, newest last. */
export const useRecentActs = create<{ readonly acts: readonly RecentAct[] }>()(() => ({ acts: [] }));

/** Shows the undo of an act stored by any call of the contract that answers with `holdUntil`. */
export function offerUndo(act: Omit<RecentAct, 'failure'>): void {
  useRecentActs.setState(({ acts }) => ({ acts: [...acts, { ...act, failure: null }].slice(-4) }));
}

export function forgetAct(act: RecentAct): void {
  useRecentActs.setState(({ acts }) => ({ acts: acts.filter((kept) => kept !== act) }));
}

/** Acts on an item and offers its undo; throws what the desk answered (see `failureOf`) so that the dialog can say it. */
export async function act(input: ActInput, title: string): Promise<CommandId> {
  const { command, holdUntil } = await desk().items.act(input);
  // Comments and seen notices are taken back by their own means; a toast for each would be noise.
  if (input.action !== 'acknowledge') {
    offerUndo({ commands: [command], action: input.action, title, holdUntil: Date.parse(holdUntil) });
  }
  return command;
}

/** Takes an act back; a failure (too late) stays on the toast in words. */
export async function undo(recent: RecentAct): Promise<boolean> {
  try {
    for (const command of recent.commands) await desk().items.undo({ command });
    forgetAct(recent);
    return true;
  } catch (thrown) {
    const failure = failureOf(thrown);
    useRecentActs.setState(({ acts }) => ({
      acts: acts.map((kept) => (kept === recent ? { ...kept, failure } : kept)),
    }));
    return false;
  }
}
