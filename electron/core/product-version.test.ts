import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { productVersion } from './product-version.ts';

test('the version the desk tells is the version of the package', () => {
  const declared: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  expect(productVersion).toBe(declared.version);
});
