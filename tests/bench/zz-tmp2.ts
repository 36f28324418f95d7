import { promisify } from 'node:util';
import { constants as c, deflateRawSync, zstdCompress, zstdCompressSync } from 'node:zlib';
import { madeUpItems } from './made-up-items.ts';

const N = 10000;
const lines = [...madeUpItems(N)].map((s) => JSON.stringify({ item: s.item, article: s.article }));
const cpu = async (name: string, f: () => unknown) => {
  const t = performance.now();
  const a = process.cpuUsage();
  const r = await f();
  const b = process.cpuUsage(a);
  console.log(
    name.padEnd(40),
    ((b.user + b.system) / N).toFixed(1),
    'us cpu',
    (((performance.now() - t) / N) * 1000).toFixed(1),
    'us wall',
    r,
  );
};
const run = (p: any) => () => {
  let n = 0;
  for (const l of lines) n += zstdCompressSync(l, p).length;
  return n / N;
};
await cpu('level1', run({ params: { [c.ZSTD_c_compressionLevel]: 1, [c.ZSTD_c_checksumFlag]: 1 } }));
await cpu('level1 nochk', run({ params: { [c.ZSTD_c_compressionLevel]: 1 } }));
for (const [w, h] of [
  [10, 6],
  [12, 8],
  [13, 10],
  [14, 12],
  [12, 12],
])
  await cpu(
    `w${w} h${h}`,
    run({
      params: {
        [c.ZSTD_c_compressionLevel]: 1,
        [c.ZSTD_c_windowLog]: w,
        [c.ZSTD_c_hashLog]: h,
        [c.ZSTD_c_chainLog]: h,
        [c.ZSTD_c_checksumFlag]: 1,
      },
    }),
  );
await cpu(
  'w12h10 chunk',
  run({
    chunkSize: 4096,
    params: {
      [c.ZSTD_c_compressionLevel]: 1,
      [c.ZSTD_c_windowLog]: 12,
      [c.ZSTD_c_hashLog]: 10,
      [c.ZSTD_c_checksumFlag]: 1,
    },
  }),
);
await cpu('pledged', () => {
  let n = 0;
  for (const l of lines) {
    const b = Buffer.from(l);
    n += zstdCompressSync(b, {
      chunkSize: 8192,
      pledgedSrcSize: b.length,
      params: { [c.ZSTD_c_compressionLevel]: 1, [c.ZSTD_c_checksumFlag]: 1 },
    } as any).length;
  }
  return n / N;
});
const az = promisify(zstdCompress) as any;
await cpu('async', async () => {
  let n = 0;
  for (let i = 0; i < N; i += 1000) {
    const r = await Promise.all(
      lines.slice(i, i + 1000).map((l) => az(l, { params: { [c.ZSTD_c_compressionLevel]: 1 } })),
    );
    n += r.length;
  }
  return n;
});
await cpu('deflate', () => {
  let n = 0;
  for (const l of lines) n += deflateRawSync(l, { level: 1, memLevel: 5, windowBits: 12 }).length;
  return n / N;
});
await cpu('one per 64', () => {
  let n = 0;
  for (let i = 0; i < N; i += 64)
    n += zstdCompressSync(lines.slice(i, i + 64).join('\n'), { params: { [c.ZSTD_c_compressionLevel]: 1 } }).length;
  return n / N;
});
