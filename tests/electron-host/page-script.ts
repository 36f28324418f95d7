/** Name under which the page's main world finds the way to the host while the preload runs; removed right after. */
export const bindingName = '__electronHostSend';

/**
 * Runs before every script of a page: first lets frames show our schemes by Chromium's spelling of them, then runs
 * the preload in the main frame. Unlike Electron's, this preload shares the page's world; tests of isolation
 * therefore count only with Electron itself.
 */
export function pageScript(schemes: readonly string[], preload: string | null, receiver: string): string {
  const frames = `(() => {
  const schemes = new Set(${JSON.stringify(schemes)});
  const mapped = (url) => {
    const match = /^([a-z][a-z0-9+-]*):\\/\\/([^/?#]*)(.*)$/s.exec(String(url));
    return match && schemes.has(match[1]) ? 'https://' + match[2] + '.' + match[1] + '.localhost' + (match[3] || '/') : url;
  };
  const frame = HTMLIFrameElement.prototype;
  const source = Object.getOwnPropertyDescriptor(frame, 'src');
  Object.defineProperty(frame, 'src', { ...source, set(value) { source.set.call(this, mapped(value)); } });
  const setAttribute = Element.prototype.setAttribute;
  frame.setAttribute = function (name, value) {
    return setAttribute.call(this, name, String(name).toLowerCase() === 'src' ? mapped(value) : value);
  };
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      for (const found of node instanceof HTMLIFrameElement ? [node] : node.querySelectorAll?.('iframe[src]') ?? []) {
        const url = found.getAttribute('src');
        if (url !== null && mapped(url) !== url) found.setAttribute('src', url);
      }
    }
  }).observe(document, { childList: true, subtree: true });
})();`;
  if (preload === null) return frames;
  return `${frames}
(() => {
  const post = globalThis[${JSON.stringify(bindingName)}];
  delete globalThis[${JSON.stringify(bindingName)}];
  if (globalThis.top !== globalThis || !post) return;
  const listeners = new Map();
  const missing = (name) => { throw new Error('electron-host does not emulate ' + name); };
  const strict = (name, value) => new Proxy(value, { get: (target, key) => typeof key === 'symbol' || key in target ? target[key] : missing(name + '.' + key) });
  const clonable = (value) => structuredClone(value);
  const ipcRenderer = strict('ipcRenderer', {
    send: (channel, ...args) => post(JSON.stringify({ channel, args: clonable(args) })),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  });
  Object.defineProperty(globalThis, ${JSON.stringify(receiver)}, {
    value: (channel, args) => { for (const listener of listeners.get(channel) ?? []) listener({}, ...args); },
  });
  const exposed = (value, path) => {
    if (typeof value === 'function') return (...args) => exposed(value(...args), path + '()');
    if (value === null || typeof value !== 'object') return value;
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, exposed(part, path + '.' + name)])));
  };
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(name, api) {
      if (name in globalThis) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(globalThis, name, { value: exposed(api, name), enumerable: true });
    },
  });
  const electron = strict('electron', { ipcRenderer, contextBridge });
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('module not found: ' + name + ' (a sandboxed preload may require electron only)');
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${preload}
  })(require, module, module.exports);
})();`;
}
