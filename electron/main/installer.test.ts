import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, test, vi } from 'vitest';
import configuration from '../../electron-builder.config.ts';

// electron-builder checks its configuration with this function before it packs anything.
const { validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(configuration: unknown, debugLogger: { isEnabled: boolean }): Promise<void>;
};

test('the configuration passes electron-builder’s own schema, which does refuse a misspelt one', async () => {
  await expect(validateConfiguration(configuration, { isEnabled: false })).resolves.toBeUndefined();
  await expect(
    validateConfiguration({ ...configuration, nsis: { onClick: false } }, { isEnabled: false }),
  ).rejects.toThrow('configuration.nsis');
});

test('Windows gets NSIS and Linux gets AppImage, with icons that are there', () => {
  const root = join(import.meta.dirname, '../..');
  expect([configuration.win?.target, configuration.linux?.target]).toEqual([
    [{ target: 'nsis', arch: ['x64'] }],
    [{ target: 'AppImage', arch: ['x64'] }],
  ]);
  for (const icon of [configuration.win?.icon, configuration.linux?.icon])
    expect(existsSync(join(root, String(icon)))).toBe(true);
});

test('packing sets all nine fuses on the binary and insists on all of them', async () => {
  const addElectronFuses = vi.fn(async () => undefined);
  const { afterPack } = configuration;
  if (typeof afterPack !== 'function') throw new Error('afterPack must set the fuses');
  await afterPack({ packager: { addElectronFuses } } as never);
  expect(addElectronFuses).toHaveBeenCalledWith(expect.anything(), {
    version: '1',
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
});
