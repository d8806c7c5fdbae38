/**
 * Makes text of a file's bytes without ever failing. A text file from a Chinese Windows is often GBK; read as UTF-8
 * most of its characters are broken, while a damaged UTF-8 file still has more good ones than broken ones.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const text = new TextDecoder().decode(bytes);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const good = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return broken > good ? new TextDecoder('gb18030').decode(bytes) : text;
}
