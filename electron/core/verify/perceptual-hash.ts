const columns = 16;
const rows = 16;

/**
 * Difference hash of 256 bits as 64 hexadecimal digits: which of two neighbouring greys is brighter on a 17 × 16 grid.
 * Survives resizing and recompression; null for what cannot be decoded within 40 megapixels and 10 seconds.
 */
export async function perceptualHash(bytes: Uint8Array): Promise<string | null> {
  try {
    // Loaded when first needed: it is large, and a start needs none of it.
    const { default: sharp } = await import('sharp');
    const grey = await sharp(bytes, { limitInputPixels: 40_000_000, failOn: 'error', sequentialRead: true })
      .rotate()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(columns + 1, rows, { fit: 'fill', kernel: 'cubic' })
      .timeout({ seconds: 10 })
      .raw()
      .toBuffer();
    let text = '';
    for (let row = 0; row < rows; row += 1) {
      for (let group = 0; group < columns; group += 4) {
        let digit = 0;
        for (let column = group; column < group + 4; column += 1) {
          const at = row * (columns + 1) + column;
          digit = digit * 2 + ((grey[at] ?? 0) > (grey[at + 1] ?? 0) ? 1 : 0);
        }
        text += digit.toString(16);
      }
    }
    return text;
  } catch {
    return null;
  }
}
