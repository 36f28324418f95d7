import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Dialog, NotificationConstructorOptions, SafeStorage, Screen, Shell } from 'electron';
import { type Host, requireReady } from '../host.ts';
import { NotEmulatedError, strict } from '../strict.ts';

/** `dialog`: every question is recorded; tests queue answers, otherwise it is cancelled aloud. */
export function createDialog(host: Host): object {
  const answer = (kind: string, options: unknown, cancelled: unknown): unknown => {
    requireReady(host, `dialog.${kind}`);
    const response = host.dialogAnswers.length > 0 ? host.dialogAnswers.shift() : cancelled;
    host.recorded.dialogs.push({ kind, options, response });
    process.stderr.write(`electron-host: ${kind} ${JSON.stringify(options)} → ${JSON.stringify(response)}\n`);
    return response;
  };
  return strict('dialog', {
    async showMessageBox(...args: unknown[]) {
      const options = args.at(-1) as Electron.MessageBoxOptions;
      const response = answer('showMessageBox', options, options.cancelId ?? 0);
      return { response: Number(response), checkboxChecked: false };
    },
    async showSaveDialog(...args: unknown[]) {
      const options = args.at(-1) as Electron.SaveDialogOptions;
      const filePath = answer('showSaveDialog', options, '');
      return { canceled: filePath === '', filePath: String(filePath) };
    },
    showErrorBox(title: string, content: string) {
      host.recorded.dialogs.push({ kind: 'showErrorBox', options: { title, content }, response: null });
      process.stderr.write(`electron-host: ${title}: ${content}\n`);
    },
  } satisfies Partial<Dialog>);
}

/** `shell`: nothing is opened, the address is recorded. */
export function createShell(host: Host): object {
  return strict('shell', {
    async openExternal(url: string) {
      host.recorded.openedOutside.push(url);
      process.stderr.write(`electron-host: would open ${url}\n`);
    },
  } satisfies Partial<Shell>);
}

/** `Notification`: recorded, pressed by tests. */
export function createNotification(host: Host): object {
  const make = (options: NotificationConstructorOptions = {}): object => {
    requireReady(host, 'Cannot create Notification');
    const emitter = new EventEmitter();
    const { title = '', body = '' } = options;
    return strict(
      'Notification',
      Object.assign(emitter, {
        title,
        body,
        show() {
          host.recorded.notifications.push({ title, body, click: () => void emitter.emit('click', {}) });
          process.stderr.write(`electron-host: notification "${title}"\n`);
          emitter.emit('show', {});
        },
        close: () => void emitter.emit('close', {}),
      }),
    );
  };
  return strict(
    'Notification',
    Object.assign(
      function construct(options?: NotificationConstructorOptions) {
        return make(options);
      },
      { isSupported: () => true },
    ),
  );
}

/** `safeStorage` as Electron has it on a Linux without a keyring: a key that everyone knows. */
export function createSafeStorage(host: Host): object {
  const key = createHash('sha256').update('basic_text').digest();
  return strict('safeStorage', {
    getSelectedStorageBackend: () => (host.ready ? 'basic_text' : 'unknown'),
    async isAsyncEncryptionAvailable() {
      return host.ready;
    },
    async encryptStringAsync(plain: string) {
      requireReady(host, 'safeStorage.encryptStringAsync()');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async decryptStringAsync(sealed: Buffer) {
      requireReady(host, 'safeStorage.decryptStringAsync()');
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      return { shouldReEncrypt: false, result: plain.toString('utf8') };
    },
  } satisfies Partial<SafeStorage>);
}

/** `screen`: one display of the size Xvfb or a headless Chromium offers. */
export function createScreen(host: Host): object {
  const area = { x: 0, y: 0, width: 1920, height: 1080 };
  const display = strict('Display', { id: 1, bounds: area, workArea: area, scaleFactor: 1 });
  const displays = (): unknown => {
    if (!host.ready) throw new NotEmulatedError("the 'screen' module before the app 'ready' event");
    return [display];
  };
  return strict('screen', {
    getAllDisplays: displays as Screen['getAllDisplays'],
    getPrimaryDisplay: (() => (displays() as unknown[])[0]) as Screen['getPrimaryDisplay'],
  } satisfies Partial<Screen>);
}
