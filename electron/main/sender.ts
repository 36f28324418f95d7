import type { IpcMainEvent } from 'electron';
import { isAppAddress } from './addresses.ts';

/** What of a message's sender decides whether it is heard. */
export interface MessageSender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the main frame of window `windowId` while that frame shows a page of the app's origin. */
export function isTrustedSender(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'> | MessageSender,
  windowId: number,
): boolean {
  const frame = event.senderFrame;
  return event.sender.id === windowId && frame !== null && frame.parent === null && isAppAddress(frame.url);
}
