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
  /** `<DevTools session>/<context>` → frame id; contexts of isolated worlds are not here. */
  private readonly contexts = new Map<string, string>();

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
    } else if (method === 'Page.frameDetached' && params.reason !== 'swap') this.frames.delete(String(params.frameId));
    else if (method === 'Runtime.executionContextCreated') {
      const context = params.context as { id: number; auxData?: { isDefault?: boolean; frameId?: string } };
      if (context.auxData?.isDefault && context.auxData.frameId !== undefined) {
        this.contexts.set(`${session}/${context.id}`, context.auxData.frameId);
      }
    } else if (method === 'Runtime.executionContextDestroyed') {
      this.contexts.delete(`${session}/${Number(params.executionContextId)}`);
    } else if (method === 'Runtime.executionContextsCleared') {
      for (const key of this.contexts.keys()) if (key.startsWith(`${session}/`)) this.contexts.delete(key);
    }
  }

  /** The frame whose page world has this context; null for a context nobody announced. */
  ofContext(session: string, context: number): FrameInfo | null {
    const id = this.contexts.get(`${session}/${context}`);
    return id === undefined ? null : this.byId(id);
  }

  byId(id: string): FrameInfo | null {
    const frame = this.frames.get(id);
    if (!frame) return null;
    const url = this.addresses.toElectron(frame.url);
    const origin = /^([a-z][a-z0-9+-]*:\/\/[^/?#]*)/.exec(url)?.[1] ?? 'null';
    return strict('WebFrameMain', { url, origin, parent: frame.parentId === null ? null : this.byId(frame.parentId) });
  }
}
