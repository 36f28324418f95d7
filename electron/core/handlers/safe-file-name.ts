const longestBytes = 200;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A plain file name from any text: no folders, drives, control or direction characters, trailing dots or device names,
 * and short enough for every file system.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const named = plain === '' ? 'document' : reserved.test(plain) ? `_${plain}` : plain;
  return shortened(named);
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(stem.join('')) + extension.length > longestBytes) stem = stem.slice(0, -1);
  return `${stem.join('').replace(/[\s.]+$/, '')}${extension}`;
}
