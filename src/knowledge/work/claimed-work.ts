import type { Logger } from 'pino';
import type {
  BackgroundItem,
  BackgroundQueue,
  BackgroundStep,
  BackgroundStepResult,
} from '../../runtime/background-queue.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Collection } from '../../runtime/collection.ts';
import { field } from '../../runtime/field.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import { workKey, type WorkProgress, type WorkRecord } from './work-record.ts';

/** The processes over the store. */
interface LivingProcesses {
  /** This process. */
  readonly me: string;
  living(): Promise<readonly { readonly id: string }[]>;
}

export interface ClaimedWorkDeps {
  readonly records: Collection<WorkRecord>;
  readonly queue: Pick<BackgroundQueue, 'add'>;
  readonly processes: LivingProcesses;
  /** Rises with each change of the documents. */
  readonly generation: () => Promise<number>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What the work itself is given. */
export interface Job {
  readonly key: string;
  /** The account that pays. */
  readonly account: string;
  /** Tells how far it is; throws when the work was stopped or another process has it. */
  readonly report: (progress: Pick<WorkProgress, 'done' | 'total'>) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A kind of long work that one process of all does at a time. */
export interface WorkKind {
  /** Of the background items; lower-case words with dashes. */
  readonly kind: string;
  /** `documents`: it begins anew until it is complete for the newest documents. `once`: it is done once when asked for. */
  readonly follows: 'documents' | 'once';
  /** Says whether this process can do what the key names. */
  readonly knows: (key: string) => boolean;
  /** Goes on from what is stored, so that it may begin again at any time. Throws to be retried after a while. */
  readonly work: (job: Job) => Promise<'complete' | { readonly stopped: Sentence }>;
  /** The line of the log for a failure. */
  readonly failed: { readonly code: string; readonly says: Sentence };
}

export interface ClaimedWork {
  readonly kind: string;
  /** For the background queue; it only begins the work and looks after it. */
  readonly step: BackgroundStep;
  /** Asks for the work, which outlives this process. */
  request(key: string, account: string): Promise<void>;
  /** Stops it in whatever process it is; says whether there was any. */
  stop(key: string): Promise<boolean>;
  progress(key: string): Promise<WorkProgress | undefined>;
  /** Breaks off what this process does; another one, or this one after its start, goes on. */
  close(): Promise<void>;
}

const LOOK_AGAIN_MS = 1_000;
const LOOK_AT_OTHERS_MS = 3_000;
const REPORT_EVERY_MS = 1_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 600_000;
/** After so many looks no process is left that knows what the key names. */
const MOST_STRANGE_LOOKS = 100;

/** Creates a kind of long work. Its steps take no time; the work runs beside them in the process that claimed it. */
export function createClaimedWork(
  { kind, follows, knows, work, failed }: WorkKind,
  { records, queue, processes, generation, clock, log }: ClaimedWorkDeps,
): ClaimedWork {
  const running = new Map<
    string,
    { readonly abort: AbortController; readonly end: Promise<void> }
  >();
  let isClosed = false;

  const isElsewhere = async ({ state, by }: WorkRecord): Promise<boolean> => {
    if (state !== 'working' || by === undefined || by === processes.me) return false;
    return (await processes.living()).some(({ id }) => id === by);
  };

  const run = async (key: string, claimed: WorkRecord, abort: AbortController): Promise<void> => {
    const { signal } = abort;
    let record = claimed;
    let latest: Pick<WorkProgress, 'done' | 'total'> = { done: 0, total: 0 };
    let reportedAt = clock.now();
    /** Writes only while the claim holds. */
    const put = async (next: WorkRecord): Promise<void> => {
      const entry = await records.get(workKey(kind, key));
      const isOurs = entry?.value.state === 'working' && entry.value.by === processes.me;
      const written =
        isOurs && !signal.aborted
          ? await records.put(workKey(kind, key), next, { expected: entry.version })
          : 'stale';
      if (written === 'stale') {
        abort.abort();
        throw new Error('The work was stopped, or another process has it');
      }
      record = next;
    };
    try {
      const begunAt = await generation();
      const report = async (progress: typeof latest) => {
        latest = progress;
        if (clock.now() - reportedAt < REPORT_EVERY_MS && !signal.aborted) return;
        reportedAt = clock.now();
        await put({ ...record, ...progress });
      };
      const end = await work({ key, account: claimed.account, report, signal });
      const rest = { ...withoutClaim(record), ...latest };
      await put(
        end === 'complete'
          ? { ...rest, state: 'complete', done: rest.total, failures: 0, generation: begunAt }
          : { ...rest, state: 'stopped', problem: end.stopped },
      );
    } catch (error) {
      if (signal.aborted || isClosed) return;
      if (!(error instanceof StoreUnavailableError)) noteFailure(key, error);
      const rest = { ...withoutClaim(record), ...latest };
      const problem = problemOf(error);
      const failures = rest.failures + 1;
      await put({ ...rest, state: 'waiting', failures, ...(problem && { problem }) });
    }
  };

  const noteFailure = (key: string, error: unknown) => {
    const known = error instanceof AnswererError ? error : undefined;
    const { message: reason, advice } = known ?? {
      message: 'a mistake in the code',
      advice: undefined,
    };
    log.warn(
      {
        ...{ code: failed.code, key, reason, ...(!known && { err: error }) },
        ...{ advice: advice?.en, adviceZh: advice?.zh },
        zh: `${failed.says.zh}：${reason}`,
      },
      failed.says.en,
    );
  };

  const begin = async (key: string): Promise<BackgroundStepResult> => {
    const entry = await records.get(workKey(kind, key));
    if (!entry) return 'done';
    const claim: WorkRecord = { ...entry.value, state: 'working', by: processes.me };
    const written = await records.put(workKey(kind, key), claim, { expected: entry.version });
    if (written === 'stale' || isClosed) return { state: null, againInMs: LOOK_AGAIN_MS };
    const abort = new AbortController();
    // Not as background work, because a stop does not wait for a vendor.
    const end = run(key, claim, abort)
      // A store that is away: the next step finds a claim of this process without work, and begins again.
      .catch((error: unknown) =>
        log.debug({ err: error, kind, key }, 'Long work ended without a record'),
      )
      .finally(() => running.delete(key));
    running.set(key, { abort, end });
    return { state: null, againInMs: LOOK_AGAIN_MS };
  };

  const step = async ({ key, state }: BackgroundItem): Promise<BackgroundStepResult> => {
    const looks = field(state, 'strange');
    const strange = typeof looks === 'number' ? looks : 0;
    if (!knows(key))
      return strange < MOST_STRANGE_LOOKS
        ? { state: { strange: strange + 1 }, againInMs: LOOK_AT_OTHERS_MS }
        : 'done';
    const entry = await records.get(workKey(kind, key));
    const here = running.get(key);
    if (!entry || entry.value.state === 'stopped') {
      here?.abort.abort();
      return 'done';
    }
    if (here) return { state: null, againInMs: LOOK_AGAIN_MS };
    const record = entry.value;
    if (await isElsewhere(record)) return { state: null, againInMs: LOOK_AT_OTHERS_MS };
    const isOver = record.state === 'complete';
    if (isOver && (follows === 'once' || record.generation === (await generation()))) return 'done';
    const { failures } = record;
    if (record.state === 'waiting' && field(state, 'waited') !== failures)
      return { state: { waited: failures }, againInMs: retryInMs(failures) };
    return begin(key);
  };

  return {
    kind,
    step,
    async request(key, account) {
      const entry = await records.get(workKey(kind, key));
      const isUnderWay = entry?.value.state === 'working' || entry?.value.state === 'wanted';
      const isRetried = entry?.value.state === 'waiting' && follows === 'documents';
      if (!isUnderWay && !isRetried) {
        const { done = 0, total = 0 } = entry?.value ?? {};
        const wanted: WorkRecord = {
          ...{ state: 'wanted', account, done, total, failures: 0, generation: 0 },
        };
        // Another process that asks at the same time asks for the same.
        await records.put(workKey(kind, key), wanted, { expected: entry?.version ?? 0 });
      }
      await queue.add({ kind, key, state: null }, 0);
    },
    async stop(key) {
      for (;;) {
        const entry = await records.get(workKey(kind, key));
        const isUnderWay = entry && !['complete', 'stopped'].includes(entry.value.state);
        if (!isUnderWay) return false;
        const stopped: WorkRecord = { ...withoutClaim(entry.value), state: 'stopped' };
        const options = { expected: entry.version };
        if ((await records.put(workKey(kind, key), stopped, options)) === 'stale') continue;
        running.get(key)?.abort.abort();
        return true;
      }
    },
    async progress(key) {
      const entry = await records.get(workKey(kind, key));
      if (!entry) return undefined;
      const { state, done, total, problem } = entry.value;
      return { state, done, total, ...(problem && { problem }) };
    },
    async close() {
      isClosed = true;
      const ends = [...running.values()].map(({ abort, end }) => {
        abort.abort();
        return end;
      });
      await Promise.all(ends);
    },
  };
}

/** Returns a record as it is when no process is at it. */
function withoutClaim({
  state,
  account,
  done,
  total,
  failures,
  generation,
}: WorkRecord): WorkRecord {
  return { state, account, done, total, failures, generation };
}

function problemOf(error: unknown): Sentence | undefined {
  if (!(error instanceof AnswererError)) return undefined;
  const { message, advice } = error;
  return {
    en: advice ? `${message}. ${advice.en}` : message,
    zh: advice ? `${message}。${advice.zh}` : message,
  };
}

function retryInMs(failures: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20));
}
