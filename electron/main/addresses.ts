/** The three schemes of the desk; nothing else is ever drawn in its window. */
export const schemes = ['app', 'store', 'viewer'] as const;

/** Origin of the built renderer. */
export const appOrigin = 'app://desk';

/** First page of the built renderer. */
export const appIndex = `${appOrigin}/index.html`;

/** Whether `url` is a page of the built renderer, spelt exactly as the shell spells it. */
export function isAppAddress(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

/** The digest in `store://blob/<sha256>`, or null for any other spelling. */
export function blobDigest(url: string): string | null {
  return /^store:\/\/blob\/([0-9a-f]{64})$/.exec(url)?.[1] ?? null;
}

/** The token in `viewer://document/<token>`, or null for any other spelling. */
export function viewerToken(url: string): string | null {
  return /^viewer:\/\/document\/([A-Za-z0-9_-]{16,128})$/.exec(url)?.[1] ?? null;
}
