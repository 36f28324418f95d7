import type { NativeImage } from 'electron';
import { NotEmulatedError, strict } from '../strict.ts';

/** What `capturePage` resolves with: PNG bytes at one pixel per CSS pixel. */
export function createImage(png: Buffer, size: { readonly width: number; readonly height: number } | null): object {
  return strict('NativeImage', {
    toPNG: () => png,
    isEmpty: () => png.length === 0,
    getSize: () => {
      if (!size) throw new NotEmulatedError('NativeImage.getSize of a whole window');
      return { width: size.width, height: size.height };
    },
  } satisfies Partial<NativeImage>);
}
