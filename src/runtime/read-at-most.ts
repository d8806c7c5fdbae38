/** The bytes that were read, and whether they are all there were. */
export interface BoundedBytes {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Reads pieces until they are over or exceed the limit; then the rest is given up. */
export async function readAtMost(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limitBytes: number,
): Promise<BoundedBytes> {
  const read: Uint8Array[] = [];
  let count = 0;
  let isWhole = true;
  for await (const piece of pieces) {
    read.push(piece);
    count += piece.byteLength;
    isWhole = count <= limitBytes;
    if (!isWhole) break;
  }
  return { bytes: Buffer.concat(read), isWhole };
}
