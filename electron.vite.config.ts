import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type ElectronViteConfigExport } from 'electron-vite';
import type { Plugin } from 'vite';
import { noncePlaceholder } from './electron/main/content-security-policy.ts';
import { type RendererManifest, rendererManifestName } from './electron/main/renderer-manifest.ts';

const root = import.meta.dirname;

/** One bundle per worker of core, so that `new URL('./workers/<name>.js', import.meta.url)` finds it from any bundle. */
const workers = Object.fromEntries(
  globSync('electron/core/workers/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => [`workers/${basename(file, '.ts')}`, resolve(root, file)]),
);

/** Lists every file of the built renderer with its digest; the shell serves nothing else. */
function rendererManifest(): Plugin {
  const directory = join(root, 'out/renderer');
  return {
    name: 'renderer-manifest',
    apply: 'build',
    closeBundle() {
      if (!existsSync(directory)) return;
      const files = readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [
          file.slice(directory.length + 1).replaceAll('\\', '/'),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ]);
      const manifest: RendererManifest = { files: Object.fromEntries(files) };
      writeFileSync(join(root, 'out', rendererManifestName), `${JSON.stringify(manifest, null, 1)}\n`);
    },
  };
}

const bundledIntoCore = [
  '@noble/hashes',
  '@orpc/client',
  '@orpc/contract',
  '@orpc/server',
  'canonicalize',
  'htmlparser2',
  'iconv-lite',
  'ipaddr.js',
  'undici',
  'zod',
];

const config: ElectronViteConfigExport = defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // What is plain JavaScript goes into the bundle: reading hundreds of small files was most of a start.
      externalizeDeps: { exclude: bundledIntoCore },
      rollupOptions: {
        input: {
          index: resolve(root, 'electron/main/index.ts'),
          core: resolve(root, 'electron/core/process.ts'),
          ...workers,
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Beside the entries, so that addresses relative to `import.meta.url` are the same in every bundle.
          chunkFileNames: 'shared-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(root, 'electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), rendererManifest()],
    html: { cspNonce: noncePlaceholder },
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      // Fonts and images stay files: the policy allows no `data:` font, and preloading by fetch is refused.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: true,
      rollupOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});

export default config;
