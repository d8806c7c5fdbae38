/** Where the tree begins in the file's first page, after the file's own header. */
const FILE_HEADER_BYTES = 100;
const LEAVES = [0x0d, 0x0a];
const BRANCHES = [0x05, 0x02];
/** The header of a free block: the place of the next one and its own length. */
const BLOCK_HEADER_BYTES = 4;

/**
 * Returns a page of a database file with zeros where nothing is stored, or nothing when it holds no more than that.
 * `secure_delete` overwrites a row where it stands; the copies that SQLite leaves in the free middle of a page, when it
 * moves rows to another one, stay for as long as the page lives. Fragments of up to three bytes are left.
 */
export function zeroUnused(page: Buffer, number: number): Buffer | undefined {
  const unused = findUnused(page, number === 1 ? FILE_HEADER_BYTES : 0);
  const dirty = unused.filter(([from, to]) => page.subarray(from, to).some((byte) => byte !== 0));
  if (dirty.length === 0) return undefined;
  const clean = Buffer.from(page);
  for (const [from, to] of dirty) clean.fill(0, from, to);
  return clean;
}

type Stretch = readonly [from: number, to: number];

/** Lists nothing in a page that is not part of a tree or has an invalid header, so a broken page stays as it is. */
function findUnused(page: Buffer, header: number): readonly Stretch[] {
  const kind = page.readUInt8(header);
  const headerBytes = LEAVES.includes(kind) ? 8 : BRANCHES.includes(kind) ? 12 : undefined;
  if (headerBytes === undefined) return [];
  const rows = page.readUInt16BE(header + 3);
  const contentFrom = page.readUInt16BE(header + 5) || 65_536;
  const gap = [header + headerBytes + 2 * rows, contentFrom] as const;
  if (gap[0] > gap[1] || gap[1] > page.length) return [];

  const stretches: Stretch[] = [gap];
  let at = page.readUInt16BE(header + 1);
  let end = contentFrom;
  while (at !== 0) {
    // Free blocks ascend.
    if (at < end || at + BLOCK_HEADER_BYTES > page.length) return [];
    const next = page.readUInt16BE(at);
    end = at + page.readUInt16BE(at + 2);
    if (end > page.length || end < at + BLOCK_HEADER_BYTES) return [];
    stretches.push([at + BLOCK_HEADER_BYTES, end]);
    at = next;
  }
  return stretches;
}
