import sharp from 'sharp';
import { expect, test } from 'vitest';
import { perceptualHash } from './perceptual-hash.ts';

/** A made-up photograph: soft blobs of grey whose places follow the seed. */
async function picture(seed: number): Promise<Buffer> {
  const [width, height] = [480, 320];
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value =
        128 +
        60 * Math.sin((x * ((seed % 7) + 2)) / 61 + seed) +
        60 * Math.cos((y * ((seed % 5) + 2)) / 47 + seed * 2 + x / 90);
      pixels.fill(Math.max(0, Math.min(255, Math.round(value))), (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function distance(one: string | null, other: string | null): number {
  if (one === null || other === null || one.length !== other.length) return 1;
  let bits = 0;
  for (let at = 0; at < one.length; at += 1) {
    bits += (Number.parseInt(one[at] ?? '', 16) ^ Number.parseInt(other[at] ?? '', 16))
      .toString(2)
      .replace(/0/g, '').length;
  }
  return bits / (one.length * 4);
}

test('a resized, recompressed copy looks the same and another picture does not', async () => {
  const own = await picture(3);
  const look = await perceptualHash(own);
  const small = await perceptualHash(await sharp(own).resize(240).jpeg({ quality: 60 }).toBuffer());
  const webp = await perceptualHash(await sharp(own).resize(800).webp({ quality: 70 }).toBuffer());
  const other = await perceptualHash(await picture(11));
  expect(look).toMatch(/^[0-9a-f]{64}$/);
  expect([distance(look, small) <= 0.06, distance(look, webp) <= 0.06, distance(look, other) > 0.2]).toEqual([
    true,
    true,
    true,
  ]);
});

test('what is no picture has no look', async () => {
  const cut = (await picture(3)).subarray(0, 2_000);
  expect(
    await Promise.all([perceptualHash(Buffer.from('<svg')), perceptualHash(new Uint8Array()), perceptualHash(cut)]),
  ).toEqual([null, null, null]);
});
