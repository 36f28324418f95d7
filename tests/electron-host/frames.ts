import type { AddressMap } from './addresses.ts';
import type { Fields } from './devtools.ts';
import { strict } from './strict.ts';

/** A frame as `senderFrame` shows it. */
export interface FrameInfo {
  readonly url: string;
  readonly origin: string;
  readonly parent: FrameInfo | null;
}

interface Frame {
  url: string;
  parentId: string | null;
}

/** Frames and script contexts of one window, so that each message's sender is the frame it truly came from. */
export class Frames {
  private readonly addresses: AddressMap;
  private readonly frames = new Map<string, Frame>();
  /** `<DevTools session>/<context>` → its frame and origin; contexts of isolated worlds are not here. */
  private readonly contexts = new Map<string, { readonly frameId: string; readonly origin: string }>();
  private waiting: (() => boolean)[] = [];

  constructor(addresses: AddressMap) {
    this.addresses = addresses;
  }

  observe(method: string, params: Fields, session: string): void {
    if (method === 'Page.frameAttached') {
      this.frames.set(String(params.frameId), { url: '', parentId: String(params.parentFrameId) });
    } else if (method === 'Page.frameNavigated') {
      const frame = params.frame as { id: string; url: string; parentId?: string };
      const parentId = frame.parentId ?? this.frames.get(frame.id)?.parentId ?? null;
      this.frames.set(frame.id, { url: frame.url, parentId });
      this.waiting = this.waiting.filter((retry) => !retry());
    } else if (method === 'Page.frameDetached' && params.reason !== 'swap') this.frames.delete(String(params.frameId));
    else if (method === 'Runtime.executionContextCreated') {
      const context = params.context as {
        id: number;
        origin: string;
        auxData?: { isDefault?: boolean; frameId?: string };
      };
      if (context.auxData?.isDefault && context.auxData.frameId !== undefined) {
        this.contexts.set(`${session}/${context.id}`, { frameId: context.auxData.frameId, origin: context.origin });
      }
    } else if (method === 'Runtime.executionContextDestroyed') {
      this.contexts.delete(`${session}/${Number(params.executionContextId)}`);
    } else if (method === 'Runtime.executionContextsCleared') {
      for (const key of this.contexts.keys()) if (key.startsWith(`${session}/`)) this.contexts.delete(key);
    }
  }

  /**
   * Calls back with the frame whose page world has this context, null for a context nobody announced. A preload speaks
   * before Chromium reports that its page was committed; such a message waits for the report, as its order is the same.
   */
  whenOfContext(session: string, context: number, use: (frame: FrameInfo | null) => void): void {
    const key = `${session}/${context}`;
    const known = this.contexts.get(key);
    const settled = (): boolean => {
      // The page went before its report came; nobody is left to hear from.
      if (known && this.contexts.get(key) !== known) return true;
      const url = known && this.frames.get(known.frameId)?.url;
      if (known?.origin.startsWith('https:') && !(url ?? '').startsWith(`${known.origin}/`)) return false;
      use(known ? this.byId(known.frameId) : null);
      return true;
    };
    if (this.waiting.length > 0 || !settled()) this.waiting.push(settled);
  }

  byId(id: string): FrameInfo | null {
    const frame = this.frames.get(id);
    if (!frame) return null;
    const url = this.addresses.toElectron(frame.url);
    const origin = /^([a-z][a-z0-9+-]*:\/\/[^/?#]*)/.exec(url)?.[1] ?? 'null';
    return strict('WebFrameMain', { url, origin, parent: frame.parentId === null ? null : this.byId(frame.parentId) });
  }
}
