/** The text of a settings file, with the encoding when it is not UTF-8, or why it cannot be read as text. */
export type DecodedBytes =
  | { readonly text: string; readonly encoding: 'UTF-8' | 'UTF-16' | 'GBK' }
  | { readonly unreadable: 'NUL bytes' | 'unknown encoding' };

/**
 * The least share of NUL bytes by which settings, mostly ASCII, count as UTF-16. A damaged file has few NULs or long
 * runs.
 */
const LEAST_SHARE_OF_NUL = 0.2;
/** The first byte of GB2312, which covers nearly all Chinese text. Big5 and Latin-1 use lower bytes as well. */
const FIRST_OF_GB2312 = 0xa1;
const LEAST_SHARE_OF_GB2312 = 0.9;

/** Decodes the encodings that editors on Windows and PowerShell write, if only one reading is possible. */
export function decodeEnvBytes(bytes: Uint8Array): DecodedBytes {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return asUtf16(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return asUtf16(bytes, 'utf-16be');
  const nul = countNul(bytes);
  if (nul.even + nul.odd > 0) {
    const share = (nul.even + nul.odd) / bytes.length;
    const isUtf16 = share >= LEAST_SHARE_OF_NUL && (nul.even === 0 || nul.odd === 0);
    return isUtf16
      ? asUtf16(bytes, nul.even === 0 ? 'utf-16le' : 'utf-16be')
      : { unreadable: 'NUL bytes' };
  }
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8, encoding: 'UTF-8' };
  const gbk = shareOfGb2312(bytes) >= LEAST_SHARE_OF_GB2312 ? decode(bytes, 'gb18030') : undefined;
  return gbk === undefined ? { unreadable: 'unknown encoding' } : { text: gbk, encoding: 'GBK' };
}

function asUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedBytes {
  const text = decode(bytes, encoding);
  if (text === undefined) return { unreadable: 'unknown encoding' };
  return text.includes('\0') ? { unreadable: 'NUL bytes' } : { text, encoding: 'UTF-16' };
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function countNul(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  bytes.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  return { even, odd };
}

/** Returns the share of GB2312 among the characters outside of ASCII, read as pairs of bytes. */
function shareOfGb2312(bytes: Uint8Array): number {
  let pairs = 0;
  let good = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    pairs += 1;
    at += 1;
    if (lead >= FIRST_OF_GB2312 && (bytes[at] ?? 0) >= FIRST_OF_GB2312) good += 1;
  }
  return good / pairs;
}
