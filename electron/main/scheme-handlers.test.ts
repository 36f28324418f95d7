import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { serveBlob, serveViewer } = await import('./scheme-handlers.ts');

const digest = 'a'.repeat(64);
const blobCore = (mediaType: string) => ({
  ask: async () => ({ bodyBase64: Buffer.from('bytes').toString('base64'), mediaType }) as never,
});

test('an image is served as what it is; anything else only as bytes', async () => {
  const type = async (mediaType: string): Promise<string | null> =>
    (await serveBlob(`store://blob/${digest}`, 'GET', blobCore(mediaType))).headers.get('content-type');
  expect([
    await type('image/png'),
    await type('text/html'),
    await type('image/png; x'),
    await type('application/pdf'),
  ]).toEqual(['image/png', 'application/octet-stream', 'application/octet-stream', 'application/octet-stream']);
});

test('core is not asked for what the address or the method does not allow', async () => {
  const ask = vi.fn(async () => null as never);
  const statuses = [
    (await serveBlob(`store://blob/${digest}`, 'POST', { ask })).status,
    (await serveBlob('store://blob/../x', 'GET', { ask })).status,
    (await serveViewer('viewer://document/abcdefghijklmnop', 'PUT', { ask })).status,
    (await serveViewer('viewer://document/x', 'GET', { ask })).status,
  ];
  expect([statuses, ask.mock.calls]).toEqual([[404, 404, 404, 404], []]);
});

test('a viewer document comes sandboxed and uncached, an unknown token not at all', async () => {
  const page = await serveViewer('viewer://document/abcdefghijklmnop', 'GET', {
    ask: async () => ({ html: '<script>x</script>' }) as never,
  });
  expect({
    body: await page.text(),
    policy: page.headers.get('content-security-policy')?.split(';')[0],
    cache: page.headers.get('cache-control'),
  }).toEqual({
    body: '<script>x</script>',
    policy: 'sandbox',
    cache: 'no-store',
  });
  expect(
    (await serveViewer('viewer://document/abcdefghijklmnop', 'GET', { ask: async () => null as never })).status,
  ).toBe(404);
});
