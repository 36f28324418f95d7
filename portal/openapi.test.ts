import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

test('the document is OpenAPI 3.1 and tells of every procedure and every streamed resource', async () => {
  const document = await openApiDocument();
  const methods = ['get', 'put', 'post', 'delete', 'head'] as const;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.filter((method) => item?.[method] !== undefined).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(operations.sort()).toEqual([
    'DELETE /sessions/current',
    'GET /blobs/{sha256}',
    'GET /boards/{board}/doorbell',
    'GET /boards/{board}/events',
    'GET /boards/{board}/items/{item}',
    'GET /boards/{board}/items/{item}/publication',
    'GET /boards/{board}/snapshot',
    'GET /hello',
    'HEAD /blobs/{sha256}',
    'POST /boards/{board}/push',
    'POST /sessions',
    'POST /sessions/enrol',
    'POST /sessions/password',
    'PUT /blobs/{sha256}',
  ]);
});
