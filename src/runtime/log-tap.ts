import type { Logger } from 'pino';
import { field } from './field.ts';

/** A line of the log without what only files need: no texts of followers, no bodies, no stack. */
export interface TappedLine {
  readonly level: 'info' | 'warn' | 'error' | 'fatal';
  readonly time: number;
  readonly msg: string;
  readonly zh?: string;
  readonly code?: string;
  readonly account?: string;
  /** The number of the process in the system. */
  readonly process: number;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Hands lines of the log on, to pages that follow it. */
export interface LogTap {
  /** Called with what the log was called with. It never fails and never logs. */
  see(words: readonly unknown[], severity: number, log: Logger): void;
  /** Hands on what was seen before, and from now on each line, until the returned function is called. */
  connect(take: (line: TappedLine) => void): () => void;
}

const LONGEST = 500;
/** What is seen before there is a store. */
const MOST_WAITING = 200;
const INFO = 30;
const NAMES = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [INFO, 'info'],
] as const;

/** Creates a tap. Lines below info may hold what people wrote and are not seen. */
export function createLogTap(now: () => number, pid: number): LogTap {
  let waiting: TappedLine[] = [];
  let taker: ((line: TappedLine) => void) | undefined;
  return {
    see(words, severity, log) {
      const level = NAMES.find(([least]) => severity >= least)?.[1];
      if (level === undefined) return;
      const line = { level, time: now(), process: pid, ...readWords(words, log) };
      if (taker) taker(line);
      else if (waiting.length < MOST_WAITING) waiting.push(line);
    },
    connect(take) {
      for (const line of waiting) take(line);
      waiting = [];
      taker = take;
      return () => (taker = undefined);
    },
  };
}

/** Takes the named fields only, so that a field that is added to a line does not come along. */
function readWords(
  words: readonly unknown[],
  log: Logger,
): Pick<TappedLine, 'msg' | 'zh' | 'code' | 'account' | 'error'> {
  const [first, second] = words;
  const isText = typeof first === 'string';
  const fields = isText ? undefined : first;
  const error = fields instanceof Error ? fields : field(fields, 'err');
  const said = isText ? first : second;
  const msg = typeof said === 'string' ? said : error instanceof Error ? error.message : '';
  const account = field(fields, 'account') ?? field(log.bindings(), 'account');
  return {
    msg: shorten(msg),
    ...pickText('zh', field(fields, 'zh')),
    ...pickText('code', field(fields, 'code')),
    ...pickText('account', account),
    ...(error instanceof Error && {
      error: { name: error.name, message: shorten(error.message) },
    }),
  };
}

function pickText<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  return (typeof value === 'string' ? { [name]: shorten(value) } : {}) as {
    [Key in Name]?: string;
  };
}

/** A link that opens something, such as the one that sets the console's password, is for the terminal alone. */
const KEY_IN_ADDRESS = /([?&](?:access_token|code|key|token)=)[^\s&"']+/g;

function shorten(words: string): string {
  const text = words.replace(KEY_IN_ADDRESS, '$1…');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
