import path from 'node:path';
import { build } from 'vite';

/** Bundles a Node script the way the desk's core is bundled, native modules left outside; gives the file to run. */
export async function bundleForNode(script: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const outDir = path.join(root, 'out/bench');
  const name = path.basename(script, '.ts');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'node', noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: script,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rollupOptions: { output: { entryFileNames: `${name}.js` } },
    },
  });
  return path.join(outDir, `${name}.js`);
}
