import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { createKeyLock } from '../../runtime/key-lock.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { FailedDocument, ReadDocument } from '../bases/document-record.ts';
import { bareName, chooseFormat, type Format } from './choose-format.ts';
import { DocumentProblem } from './document-problem.ts';
import {
  MOST_FILE_BYTES,
  MOST_NAME_LENGTH,
  MOST_READING_BYTES,
  MOST_READING_MS,
} from './import-limits.ts';
import { PROBLEMS } from './import-problems.ts';
import { parseDocument } from './parse-document.ts';
import { readInChild, type ReadingLimits } from './read-in-child.ts';

/** What came of a file: a document, or what is wrong with it. */
type ReadResult =
  | { readonly is: 'read'; readonly document: ReadDocument }
  | { readonly is: 'failed'; readonly document: FailedDocument };

/** Reads files; few at a time, because each may take much memory. */
export interface DocumentReader {
  /**
   * Reads a file by its path, or what was read of it, as the document `name`, whose extension tells the format if it is
   * not given. Never throws for what is wrong with the file itself, only after `close`.
   */
  read(file: string | Uint8Array, name: string, format?: Format): Promise<ReadResult>;
  /** Ends what is being read. */
  close(): void;
}

/** Text that is so short, in lines so short, is read without another process. */
const SHORT_BYTES = 64_000;
const LONGEST_SHORT_LINE = 4_000;
/** Hashing this much takes a fraction of a millisecond. */
const HASHED_AT_ONCE = 1 << 18;

export function createDocumentReader({
  clock = systemClock,
  limits = { mostMs: MOST_READING_MS, mostBytes: MOST_READING_BYTES },
  atOnce = 1,
  isUrgent = false,
}: {
  readonly clock?: Clock;
  readonly limits?: ReadingLimits;
  /** How many files are read at the same time. */
  readonly atOnce?: number;
  /** Whether a follower waits for it, so that it is not done after everything else. */
  readonly isUrgent?: boolean;
} = {}): DocumentReader {
  const lock = createKeyLock();
  let begun = 0;
  const closing = new AbortController();

  async function read(bytes: Uint8Array, name: string, given?: Format): Promise<ReadDocument> {
    const format = requireReadable(bytes.length, name, given);
    const hash = await hashOf(bytes);
    const file = { name, format };
    const cut = isShort(bytes, format)
      ? await parseDocument(bytes, file)
      : await readInChild(bytes, file, { clock, signal: closing.signal, isUrgent, ...limits });
    return { ...cut, document: name, hash, bytes: bytes.length };
  }

  return {
    read: (file, name, format) =>
      lock.run(`place ${begun++ % atOnce}`, async () => {
        closing.signal.throwIfAborted();
        let bytes: Uint8Array | undefined;
        let size = 0;
        try {
          if (typeof file === 'string') {
            size = (await stat(file).catch(unreadable)).size;
            requireReadable(size, name, format);
            bytes = await readFile(file).catch(unreadable);
          } else bytes = file;
          return { is: 'read', document: await read(bytes, name, format) };
        } catch (cause) {
          if (!(cause instanceof DocumentProblem)) throw cause;
          const hash = bytes ? await hashOf(bytes) : hashOfUnread(name, size);
          const facts = { hash, bytes: bytes?.length ?? size };
          return { is: 'failed', document: toFailed(name, cause.problem, facts) };
        }
      }),
    close: () => closing.abort(),
  };
}

/** Returns what is recorded of a document that could not be read. */
function toFailed(
  name: string,
  problem: Sentence,
  facts: { readonly hash: string; readonly bytes: number },
): FailedDocument {
  return { ...facts, document: name, title: bareName(name), problem };
}

/** Returns the hash of a file's bytes without blocking others for long. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += HASHED_AT_ONCE) {
    hash.update(bytes.subarray(from, from + HASHED_AT_ONCE));
    if (from > 0) await nextTurn();
  }
  return hash.digest('hex');
}

/** Stands for the hash of a file that is refused without being read. */
function hashOfUnread(name: string, size: number): string {
  return createHash('sha256').update(`${name} ${size}`).digest('hex');
}

/** Refuses what need not be read; throws DocumentProblem. */
function requireReadable(bytes: number, name: string, given: Format | undefined): Format {
  if (name.length > MOST_NAME_LENGTH) throw new DocumentProblem(PROBLEMS.nameTooLong);
  const format = given ?? chooseFormat(name);
  if (typeof format !== 'string') throw new DocumentProblem(format.problem);
  if (bytes === 0) throw new DocumentProblem(PROBLEMS.empty);
  if (bytes > MOST_FILE_BYTES) throw new DocumentProblem(PROBLEMS.fileTooLarge);
  return format;
}

function isShort(bytes: Uint8Array, format: Format): boolean {
  if (format !== 'markdown' && format !== 'text') return false;
  if (bytes.length > SHORT_BYTES) return false;
  let line = 0;
  for (const byte of bytes) {
    line = byte === 0x0a || byte === 0x0d ? 0 : line + 1;
    if (line > LONGEST_SHORT_LINE) return false;
  }
  return true;
}

function unreadable(cause: unknown): never {
  throw new DocumentProblem(PROBLEMS.unreadable, { cause });
}
