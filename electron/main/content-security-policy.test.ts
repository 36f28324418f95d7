import { expect, test } from 'vitest';
import { appPolicy, blobPolicy, createNonce, viewerPolicy, withNonce } from './content-security-policy.ts';

const directives = (policy: string): Record<string, string> =>
  Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]));

test('the app policy allows its own files, own blobs, viewer frames and nothing else', () => {
  const nonce = 'AAAAAAAAAAAAAAAAAAAAAA==';
  expect(directives(appPolicy(nonce))).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' store: data: blob:",
    'font-src': "'self'",
    'frame-src': 'viewer:',
    'connect-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'trusted-types': 'ProseMirrorClipboard dompurify',
  });
});

test('no policy allows inline script, eval or a network', () => {
  for (const policy of [appPolicy(createNonce()), viewerPolicy, blobPolicy]) {
    const { 'script-src': scripts = '', 'connect-src': connections = "'none'", ...rest } = directives(policy);
    expect([scripts === '' || scripts === "'self'", connections, rest['default-src']]).toEqual([
      true,
      "'none'",
      "'none'",
    ]);
    expect(policy).not.toMatch(/unsafe-eval|strict-dynamic|https?:|\*/);
  }
  expect(viewerPolicy.startsWith('sandbox;')).toBe(true);
  expect(viewerPolicy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
});

test('a nonce is fresh, and nothing else can slip into the policy in its place', () => {
  expect(new Set(Array.from({ length: 200 }, createNonce)).size).toBe(200);
  for (const nonce of ['', 'short', "x'; script-src *", 'AAAAAAAAAAAAAAAAAAAAAA== x', '__CSP_NONCE__']) {
    expect(() => appPolicy(nonce)).toThrow('nonce');
  }
});

test('every placeholder of the page is replaced, and a page without one is refused', () => {
  expect(withNonce('<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">', 'N1')).toBe(
    '<meta nonce="N1"><script nonce="N1">',
  );
  expect(() => withNonce('<html></html>', 'N1')).toThrow('placeholder');
});
