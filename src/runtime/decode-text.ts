/** How many characters tell whether text without a mark is UTF-16. */
const SAMPLE = 2_000;

/**
 * Makes text of a file's bytes without ever failing. A text file from a Chinese Windows is often GBK; read as UTF-8
 * most of its characters are broken, while a damaged UTF-8 file still has more good ones than broken ones.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  const text = new TextDecoder().decode(bytes);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (broken === 0) return text;
  const good = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return broken > good ? new TextDecoder('gb18030').decode(bytes) : text;
}

/** Recognises UTF-16 by its mark, or by the zeros that ASCII has in it. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, n) => {
    if (byte === 0) zeros[n % 2] = (zeros[n % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even < odd / 8) return 'utf-16le';
  if (even > sample.length / 8 && odd < even / 8) return 'utf-16be';
  return undefined;
}
