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

/** The address in its normal spelling if the desk may hand it to another program: https or mailto, no credentials. */
export function outsideAddress(url: string): string | null {
  if (url.length > 4096 || !URL.canParse(url)) return null;
  const address = new URL(url);
  if (address.protocol === 'mailto:') return address.href;
  if (address.protocol !== 'https:' || address.username !== '' || address.password !== '') return null;
  return address.href;
}
