import type { DevTools } from './devtools.ts';

/** Pages of Chromium: those the app made, and those it did not, which are closed before they run anything. */
export class Targets {
  private readonly devTools: DevTools;
  private readonly own = new Set<string>();
  private readonly pending = new Set<Promise<unknown>>();
  private spare: string | null = null;
  private readonly gone = new Map<string, () => void>();
  private readonly started: Promise<void>;

  constructor(devTools: DevTools) {
    this.devTools = devTools;
    devTools.on((method, params, session) => {
      if (session !== undefined) return;
      if (method === 'Target.attachedToTarget') void this.appeared(params as never);
      else if (method === 'Target.targetDestroyed') this.gone.get(String(params.targetId))?.();
    });
    this.started = this.start();
  }

  private async start(): Promise<void> {
    const filter = [
      { type: 'browser', exclude: true },
      { type: 'tab', exclude: true },
      { type: 'browser_ui', exclude: true },
      {},
    ];
    const deadline = Date.now() + 5_000;
    while (this.spare === null && Date.now() < deadline) {
      const { targetInfos } = await this.devTools.send('Target.getTargets');
      const page = (targetInfos as { type: string; targetId: string }[]).find(({ type }) => type === 'page');
      this.spare = page?.targetId ?? null;
    }
    if (this.spare !== null) this.own.add(this.spare);
    await this.devTools.send('Target.setDiscoverTargets', { discover: true, filter });
    await this.devTools.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter,
    });
  }

  /** The page of a new window; the first one that is shown takes over the page Chromium started with. */
  async create(options: {
    readonly shown: boolean;
    readonly browserContextId: string | null;
    readonly width: number;
    readonly height: number;
    readonly onGone: () => void;
  }): Promise<string> {
    await this.started;
    let id = options.shown && options.browserContextId === null ? this.spare : null;
    if (id !== null) this.spare = null;
    else {
      const made = this.devTools.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        width: options.width,
        height: options.height,
        // Windows nobody should see stand far outside the screen.
        ...(options.shown ? {} : { left: 20_000, top: 20_000, background: true }),
        ...(options.browserContextId === null ? {} : { browserContextId: options.browserContextId }),
      });
      this.pending.add(made);
      try {
        id = String((await made).targetId);
        this.own.add(id);
      } finally {
        this.pending.delete(made);
      }
    }
    this.gone.set(id, options.onGone);
    return id;
  }

  private async appeared(params: {
    readonly sessionId: string;
    readonly waitingForDebugger: boolean;
    readonly targetInfo: { readonly targetId: string; readonly type: string };
  }): Promise<void> {
    const { targetId, type } = params.targetInfo;
    // The answer that makes a page ours may still be on its way.
    if (!this.own.has(targetId)) await Promise.allSettled([...this.pending]);
    await Promise.resolve();
    if (this.own.has(targetId)) {
      await this.devTools.send('Runtime.runIfWaitingForDebugger', {}, params.sessionId).catch(() => undefined);
    } else if (type === 'page') {
      await this.devTools.send('Target.closeTarget', { targetId }).catch(() => undefined);
    }
  }
}
