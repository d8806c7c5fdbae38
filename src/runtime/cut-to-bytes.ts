/** Returns the beginning of a text that fits, without half a character at its end. */
export function cutToBytes(
  text: string,
  mostBytes: number,
): { readonly text: string; readonly isCut: boolean } {
  // A character takes at least one byte, so that a huge text is not encoded as a whole.
  const bytes = Buffer.from(text.slice(0, mostBytes + 1));
  if (bytes.length <= mostBytes) return { text, isCut: false };
  let end = mostBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { text: bytes.toString('utf8', 0, end), isCut: true };
}
