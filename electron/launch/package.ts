import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Packs installers with electron-builder; without Electron's own binary there is nothing to pack, and it says so. */
function packInstallers(args: readonly string[]): number {
  if (!existsSync(join(root, 'node_modules/electron/dist'))) {
    process.stderr.write(
      'Không đóng gói được: gói electron chưa tải được tệp chạy của nó (node_modules/electron/dist); hãy chạy "npx install-electron" trên máy có mạng rồi thử lại. / ' +
        'Cannot package: Electron\'s own binary (node_modules/electron/dist) is not here; run "npx install-electron" where the download is allowed, then try again.\n',
    );
    return 1;
  }
  const node = (script: string, ...rest: readonly string[]): number =>
    spawnSync(process.execPath, [join(root, script), ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1;
  return (
    node('node_modules/electron-vite/bin/electron-vite.js', 'build') ||
    node('node_modules/electron-builder/cli.js', '--config', 'electron-builder.config.ts', ...args)
  );
}

process.exitCode = packInstallers(process.argv.slice(2));
