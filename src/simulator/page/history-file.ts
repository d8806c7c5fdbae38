import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LogKeeper } from './event-log.ts';
import type { NumberedEvent } from './page-events.ts';

/** The events of a simulation in a file: what its followers' phones show outlives the process. */
export interface HistoryFile extends LogKeeper {
  readonly run: string;
  /** What was found when it was opened, oldest first. */
  readonly events: readonly NumberedEvent[];
  close(): void;
}

export interface HistoryFileDeps {
  /** Made when it is not there; only this user can read what is in it. */
  readonly folder: string;
  /** Names a history that begins. */
  readonly newRun: () => string;
  readonly now: () => number;
  /** Told once for each time that the file cannot be written any more. */
  readonly onProblem: (error: unknown) => void;
}

const NAME = 'events.jsonl';
const VERSION = 1;
/** The log keeps a few megabytes; what is larger was not written by it. */
const LONGEST_BYTES = 64 * 1024 * 1024;
/** A full disk is tried again after so long. */
const RETRY_MS = 5000;

/** Opens the file. One that cannot be read begins anew; one that cannot be written is tried again later. */
export function openHistoryFile(deps: HistoryFileDeps): HistoryFile {
  const { folder, now, onProblem } = deps;
  const path = join(folder, NAME);
  const found = read(path);
  const run = found?.run ?? deps.newRun();
  const header = JSON.stringify({ version: VERSION, run });
  let descriptor: number | undefined;
  let isIncomplete = true;
  let failedAt = -Infinity;

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  function replaceFile(lines: readonly string[]): void {
    close();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const draft = `${path}.draft`;
    rmSync(draft, { force: true });
    writeFileSync(draft, [header, ...lines, ''].join('\n'), { mode: 0o600 });
    renameSync(draft, path);
    descriptor = openSync(path, 'a', 0o600);
    isIncomplete = false;
  }

  function appendLine(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    // A full disk may take a part of it without an error.
    if (writeSync(descriptor ?? -1, bytes) < bytes.length) throw new Error('The disk is full');
  }

  function attempt(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!isIncomplete || failedAt === -Infinity) onProblem(error);
      isIncomplete = true;
      failedAt = now();
    }
  }

  const events = found?.events ?? [];
  attempt(() => replaceFile(events.map((event) => JSON.stringify(event))));
  return {
    run,
    events,
    append(line, all) {
      if (!isIncomplete) attempt(() => appendLine(line));
      else if (now() - failedAt >= RETRY_MS) attempt(() => replaceFile(all()));
    },
    rewrite(lines) {
      attempt(() => replaceFile(lines));
    },
    close,
  };
}

/** A process that was killed may have left half a line at the end. */
function read(path: string): { run: string; events: NumberedEvent[] } | undefined {
  try {
    if (statSync(path).size > LONGEST_BYTES) return undefined;
    const [header = '', ...lines] = readFileSync(path, 'utf8').split('\n');
    const { version, run } = JSON.parse(header) as { version?: unknown; run?: unknown };
    if (version !== VERSION || typeof run !== 'string') return undefined;
    const events: NumberedEvent[] = [];
    for (const line of lines) {
      const event = readEvent(line);
      if (event !== undefined && event.n > (events.at(-1)?.n ?? 0)) events.push(event);
    }
    return { run, events };
  } catch {
    return undefined;
  }
}

function readEvent(line: string): NumberedEvent | undefined {
  try {
    const event = JSON.parse(line) as Partial<NumberedEvent>;
    const isWhole = typeof event.n === 'number' && typeof event.at === 'number' && event.type;
    return isWhole ? (event as NumberedEvent) : undefined;
  } catch {
    return undefined;
  }
}
