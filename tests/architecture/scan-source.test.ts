import { describe, expect, test } from 'vitest';
import { blank, moduleReferences } from './scan-source.ts';

describe('the source scanner', () => {
  test('finds every way to name a module', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from '#shared/b.ts';",
      "import c, * as d from 'node:fs';",
      'import {',
      '  e,',
      '  type F,',
      '} from "e";',
      "import './side-effect.css';",
      "export { g } from './g.ts';",
      "export type { H } from './h.ts';",
      "export * from './i.ts';",
      "const j = await import('./j.ts');",
      "const k = new Worker(new URL('./k.ts', import.meta.url));",
      "const l = require('l');",
    ].join('\n');
    expect(moduleReferences(source)).toEqual([
      { specifier: './a.ts', line: 1, typeOnly: false, reExport: false },
      { specifier: '#shared/b.ts', line: 2, typeOnly: true, reExport: false },
      { specifier: 'node:fs', line: 3, typeOnly: false, reExport: false },
      { specifier: 'e', line: 7, typeOnly: false, reExport: false },
      { specifier: './side-effect.css', line: 8, typeOnly: false, reExport: false },
      { specifier: './g.ts', line: 9, typeOnly: false, reExport: true },
      { specifier: './h.ts', line: 10, typeOnly: true, reExport: true },
      { specifier: './i.ts', line: 11, typeOnly: false, reExport: true },
      { specifier: './j.ts', line: 12, typeOnly: false, reExport: false },
      { specifier: './k.ts', line: 13, typeOnly: false, reExport: false },
      { specifier: 'l', line: 14, typeOnly: false, reExport: false },
    ]);
  });

  test('is not misled by comments, strings, templates, regular expressions or JSX', () => {
    const source = [
      "// import { a } from './a.ts';",
      "/* export * from './b.ts'; */",
      'const c = "import { c } from \'./c.ts\'";',
      "const d = `import './d.ts' ${`${1}`} import './d2.ts'`;",
      'const e = /[\'"`]/.test(c) ? c / 2 : `/* ${c} */`;',
      "const f = <p title='x'>it's // not a comment</p>;",
      "import { g } from './g.ts';",
    ].join('\n');
    expect(moduleReferences(source).map((reference) => reference.specifier)).toEqual(['./g.ts']);
  });

  test('blanks comments and strings but keeps every position', () => {
    const source =
      "const a = 'Date.now()'; // Date.now()\nconst b = `${Date.now()} Date.now()`; const r = /Math.random()/g;";
    const blanked = blank(source, 'comments and strings');
    expect(blanked.length).toBe(source.length);
    expect(blanked.match(/Date\.now\(\)/g)).toHaveLength(1);
    expect(blanked).not.toContain('Math.random');
    expect(blank(source, 'comments')).toContain("'Date.now()'; ");
  });
});
