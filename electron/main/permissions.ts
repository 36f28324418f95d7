import type { Session } from 'electron';

/** Denies every permission a page could ask for or look up, every device, every screen and every download. */
export function denyEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Only null refuses; an empty answer would throw inside the handler. The declared type leaves null out.
  session.setDisplayMediaRequestHandler((_request, callback) => Reflect.apply(callback, undefined, [null]));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** Cancels every request whose scheme is not in `allowed`, whatever asked for it. */
export function allowOnlySchemes(session: Session, allowed: readonly string[]): void {
  const prefixes = allowed.map((scheme) => `${scheme}:`);
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !prefixes.some((prefix) => details.url.startsWith(prefix)) });
  });
}
