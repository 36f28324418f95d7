import { contextBridge, ipcRenderer } from 'electron';

/** The page's only way to the desk: strings out, strings in. */
export interface DeskBridge {
  send(text: string): void;
  /** Returns a function that stops listening. */
  onMessage(callback: (text: string) => void): () => void;
}

const listeners = new Set<(text: string) => void>();
// Messages that come before the page listens wait for it, in order.
const early: string[] = [];

ipcRenderer.on('desk:text', (_event, text: unknown) => {
  if (typeof text !== 'string') return;
  if (listeners.size === 0) early.push(text);
  else for (const listener of listeners) listener(text);
});

const bridge: DeskBridge = {
  send(text) {
    if (typeof text !== 'string') throw new TypeError('desk.send takes a string');
    ipcRenderer.send('desk:text', text);
  },
  onMessage(callback) {
    if (typeof callback !== 'function') throw new TypeError('desk.onMessage takes a function');
    const listener = (text: string): void => callback(text);
    listeners.add(listener);
    for (const text of early.splice(0)) listener(text);
    return () => listeners.delete(listener);
  },
};

ipcRenderer.send('desk:open');
contextBridge.exposeInMainWorld('desk', bridge);
