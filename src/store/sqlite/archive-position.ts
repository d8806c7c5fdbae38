/** Where a stretch of the archive's list ends: the last turn that was looked at. */
export interface ArchivePosition {
  readonly createdAt: number;
  /** Orders turns of the same millisecond. */
  readonly row: number;
  /** Of the turn among those of its follower. */
  readonly sequence: number;
}

/** Writes a position as an opaque word. */
export function writePosition({ createdAt, row, sequence }: ArchivePosition): string {
  return [createdAt, row, sequence].map((number) => number.toString(36)).join('-');
}

/** Reads a position; whatever is none begins the list anew. */
export function readPosition(word: string | undefined): ArchivePosition | undefined {
  if (word === undefined || !/^[0-9a-z]{1,11}-[0-9a-z]{1,11}-[0-9a-z]{1,11}$/.test(word)) return;
  const [createdAt = 0, row = 0, sequence = 0] = word.split('-').map((part) => parseInt(part, 36));
  return { createdAt, row, sequence };
}
