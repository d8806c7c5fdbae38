import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Transform } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import type { Clock } from '../../runtime/clock.ts';
import type { StoredPassage } from '../bases/document-record.ts';
import type { Format } from './choose-format.ts';
import { DocumentProblem } from './document-problem.ts';
import { MOST_HEAP_MB, MOST_TEXT_BYTES } from './import-limits.ts';
import { PROBLEMS } from './import-problems.ts';
import type { CutDocument } from './parse-document.ts';
import { RESULT_PIPE, type ResultLine } from './result-line.ts';

/** What the reading process may use. */
export interface ReadingLimits {
  readonly mostMs: number;
  readonly mostBytes: number;
}

type Ending = 'ended' | 'out of time' | 'out of memory' | 'told too much';

const LOOK_EVERY_MS = 50;
/** JSON and repeated headings make more of a text, but not this much. */
const MOST_RESULT_BYTES = 10 * MOST_TEXT_BYTES;
/** Answers to followers come first. */
const PRIORITY = 10;
/** V8 ends a process that has no heap left by itself. */
const ABORTED = 134;

/**
 * Reads a document in a process of its own, so that no file can block this one or take its memory. The process gets no
 * environment, and is killed beyond its limits. Throws DocumentProblem.
 */
export async function readInChild(
  bytes: Uint8Array,
  { name, format }: { readonly name: string; readonly format: Format },
  {
    clock,
    signal,
    isUrgent,
    mostMs,
    mostBytes,
  }: ReadingLimits & {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly isUrgent: boolean;
  },
): Promise<CutDocument> {
  signal.throwIfAborted();
  const child = startChild([name, format, String(mostBytes)]);
  if (!isUrgent) giveWay(child);
  let ending: Ending = 'ended';
  const kill = (because: Ending) => {
    if (ending === 'ended') ending = because;
    child.kill('SIGKILL');
  };
  const abort = () => kill('ended');
  signal.addEventListener('abort', abort);
  const cancelTimeout = clock.after(mostMs, () => kill('out of time'));
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > mostBytes) kill('out of memory');
  }, LOOK_EVERY_MS);
  const exited = new Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>((resolve) =>
    child
      .once('error', () => resolve({ code: 1, killedBy: null }))
      .once('exit', (code, killedBy) => resolve({ code, killedBy })),
  );
  try {
    sendFile(child, bytes);
    const result = await readResult(child, () => kill('told too much'));
    const { code, killedBy } = await exited;
    signal.throwIfAborted();
    if (ending === 'ended' && result !== undefined) return toDocument(result);
    throw new DocumentProblem(problemOf(ending, { code, killedBy }));
  } finally {
    clearInterval(watch);
    cancelTimeout();
    signal.removeEventListener('abort', abort);
    child.kill('SIGKILL');
  }
}

interface Result {
  readonly passages: readonly StoredPassage[];
  readonly last: Exclude<ResultLine, { readonly passages: unknown }>;
}

/** Reads line by line; undefined when the process ended before the last one. */
async function readResult(child: ChildProcess, onTooMuch: () => void): Promise<Result | undefined> {
  const pipe = child.stdio[RESULT_PIPE];
  if (!(pipe instanceof Readable)) return undefined;
  const passages: StoredPassage[] = [];
  let bytes = 0;
  const bounded = new Transform({
    transform(piece: Buffer, _encoding, pass) {
      bytes += piece.length;
      if (bytes <= MOST_RESULT_BYTES) return pass(null, piece);
      onTooMuch();
      pass();
    },
  });
  let last: Result['last'] | undefined;
  for await (const text of createInterface({ input: pipe.pipe(bounded), crlfDelay: Infinity })) {
    const line = parseLine(text);
    if (line === undefined) continue;
    if ('passages' in line) passages.push(...line.passages);
    else last = line;
  }
  return last && { passages, last };
}

/** A process that was killed may have left half a line. */
function parseLine(text: string): ResultLine | undefined {
  try {
    return JSON.parse(text) as ResultLine;
  } catch {
    return undefined;
  }
}

function toDocument({ passages, last }: Result): CutDocument {
  if ('problem' in last) throw new DocumentProblem(last.problem);
  return { ...last.document, passages };
}

function problemOf(
  ending: Ending,
  { code, killedBy }: { code: number | null; killedBy: NodeJS.Signals | null },
) {
  switch (ending) {
    case 'out of time':
      return PROBLEMS.tooLong;
    case 'out of memory':
      return PROBLEMS.tooMuchMemory;
    case 'told too much':
      return PROBLEMS.textTooLong;
    case 'ended': {
      // The system, the process's own watch or V8 ended it, and each does so for memory.
      const isMemory = killedBy === 'SIGKILL' || killedBy === 'SIGABRT' || code === ABORTED;
      return isMemory ? PROBLEMS.tooMuchMemory : PROBLEMS.broken;
    }
  }
}

/** From src/, as in tests, Node needs tsx for the sources. */
function startChild(parameters: readonly string[]): ChildProcess {
  const extension = path.extname(import.meta.filename);
  const entry = path.join(import.meta.dirname, `reading-child${extension}`);
  const tsx =
    extension === '.ts'
      ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
      : [];
  const { SystemRoot } = process.env;
  return spawn(
    process.execPath,
    [`--max-old-space-size=${MOST_HEAP_MB}`, ...tsx, entry, ...parameters],
    { stdio: ['pipe', 'ignore', 'ignore', 'pipe'], env: SystemRoot ? { SystemRoot } : {} },
  );
}

function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) os.setPriority(pid, PRIORITY);
  } catch {
    // Where the system allows no other priority, the process runs with the usual one.
  }
}

/** A process that died reads no more; what is wrong is told by its end. */
function sendFile(child: ChildProcess, bytes: Uint8Array): void {
  child.stdin?.on('error', () => {}).end(bytes);
}

/** Linux tells the memory of another process; elsewhere that process watches itself. */
function residentBytes(pid: number | undefined): number {
  const PAGE_BYTES = 4096;
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
