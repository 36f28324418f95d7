/**
 * Every fuse of Electron's binary, by the name `@electron/fuses` gives it. Off means that the packed program cannot
 * be turned into a plain Node, debugged, or made to load code from beside its own archive.
 */
export const fuses = Object.freeze({
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} as const);
