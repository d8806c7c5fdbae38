import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import { AnswererError, questionStopped } from '../../turns/answerer-error.ts';
import type {
  RequestKind,
  WorkerFailure,
  WorkerReply,
  WorkerRequest,
  WorkerRequests,
} from './worker-messages.ts';

/**
 * Asks the worker, which is started with the first request and again when it dies.
 *
 * Requests wait here, in order, and few are with the worker at a time: so an aborted one is taken back, questions go
 * before the building of indexes, and a death touches few. A question that was with a dead worker is asked once more;
 * with a second death it fails. What writes is not repeated, its caller begins again.
 */
export interface WorkerClient {
  /** Throws an AnswererError that is retryable, an IndexRequestError, or what an aborted signal means. */
  ask<Kind extends RequestKind>(
    kind: Kind,
    ask: WorkerRequests[Kind]['ask'],
    signal?: AbortSignal,
  ): Promise<WorkerRequests[Kind]['answer']>;
  close(): Promise<void>;
}

/** The worker refused a request or failed at it; `failure` says why. */
export class IndexRequestError extends AnswererError {
  readonly failedBy: WorkerFailure;

  constructor(failure: WorkerFailure) {
    super('provider_unreachable', 'The local index could not answer', { retryable: true });
    this.failedBy = failure;
  }
}

const MOST_WITH_WORKER = 2;
const MOST_WAITING = 2_000;
/** A worker that is silent for so long is stuck, and is replaced. */
const MOST_SILENCE_MS = 30_000;
const CLOSE_WITHIN_MS = 3_000;
/** Deaths without an answer in between, after which what waits fails. */
const MOST_DEATHS = 3;
const RESTART_AFTER_MS = 200;

/** What may be asked twice, and goes before the building of indexes. */
const READING: ReadonlySet<RequestKind> = new Set([
  ...(['search', 'examples', 'vectorModels', 'countPassages'] as const),
  ...(['generations', 'hold', 'list'] as const),
]);

interface Waiting {
  readonly request: WorkerRequest;
  deaths: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function createWorkerClient({
  startWorker,
  log,
  clock,
}: {
  readonly startWorker: () => Worker;
  readonly log: Logger;
  readonly clock: Clock;
}): WorkerClient {
  const questions: Waiting[] = [];
  const buildings: Waiting[] = [];
  const asked = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let cancelRestart: (() => void) | undefined;
  let cancelWatch: (() => void) | undefined;
  let deathsInARow = 0;
  let lastId = 0;
  let isClosed = false;

  const queueOf = ({ kind }: WorkerRequest) => (READING.has(kind) ? questions : buildings);
  const unavailable = () =>
    new AnswererError('provider_unreachable', 'The local index cannot be searched now', {
      retryable: true,
    });

  function begin(): void {
    const started = startWorker();
    worker = started;
    started.on('message', (reply: WorkerReply) => receive(reply));
    started.on('error', (error) => bury(started, error));
    started.on('exit', (code) => bury(started, { code: `exit ${code}` }));
  }
  function send(): void {
    while (worker && asked.size < MOST_WITH_WORKER) {
      const next = questions.shift() ?? buildings.shift();
      if (!next) break;
      asked.set(next.request.id, next);
      worker.postMessage(next.request);
    }
    watch();
  }
  function watch(): void {
    cancelWatch?.();
    cancelWatch = undefined;
    if (asked.size === 0 || !worker) return;
    const stuck = worker;
    cancelWatch = clock.after(MOST_SILENCE_MS, () => {
      log.error({ code: 'index_worker_stuck', zh: '资料检索线程没有反应，正在重启' }, STUCK);
      void stuck.terminate();
      bury(stuck, { code: 'stuck' });
    });
  }
  function receive(reply: WorkerReply): void {
    const waiting = asked.get(reply.id);
    asked.delete(reply.id);
    deathsInARow = 0;
    if ('failure' in reply) waiting?.reject(new IndexRequestError(reply.failure));
    else waiting?.resolve(reply.answer);
    send();
  }
  /** After a death: questions are asked once more, by a new worker. */
  function bury(dead: Worker, cause: unknown): void {
    if (dead !== worker) return;
    worker = undefined;
    const touched = [...asked.values()];
    asked.clear();
    watch();
    if (isClosed) {
      for (const waiting of touched) waiting.reject(unavailable());
      return;
    }
    deathsInARow += 1;
    const { name, code } = cause as { name?: string; code?: string };
    log.error({ code: 'index_worker_died', died: code ?? name, zh: DIED_ZH }, DIED);
    for (const waiting of touched.reverse()) {
      waiting.deaths += 1;
      if (waiting.deaths > 1 || !READING.has(waiting.request.kind)) waiting.reject(unavailable());
      else queueOf(waiting.request).unshift(waiting);
    }
    if (deathsInARow >= MOST_DEATHS) failAll();
    cancelRestart = clock.after(RESTART_AFTER_MS * Math.min(deathsInARow, 25), () => {
      cancelRestart = undefined;
      begin();
      send();
    });
  }
  function failAll(): void {
    for (const waiting of [...questions.splice(0), ...buildings.splice(0)])
      waiting.reject(unavailable());
  }

  const ask: WorkerClient['ask'] = (kind, content, signal) =>
    new Promise((resolve, reject) => {
      if (isClosed || questions.length + buildings.length >= MOST_WAITING)
        return reject(unavailable());
      if (signal?.aborted) return reject(questionStopped(signal));
      const request = { id: (lastId += 1), kind, ask: content } as WorkerRequest;
      const queue = queueOf(request);
      const stop = () => {
        const place = queue.indexOf(waiting);
        if (place >= 0) queue.splice(place, 1);
        reject(questionStopped(signal));
      };
      const end = () => signal?.removeEventListener('abort', stop);
      const waiting: Waiting = {
        request,
        deaths: 0,
        resolve(answer) {
          end();
          resolve(answer as WorkerRequests[typeof kind]['answer']);
        },
        reject(error) {
          end();
          reject(error);
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      queue.push(waiting);
      if (!worker && !cancelRestart) begin();
      send();
    });

  return {
    ask,
    async close() {
      if (isClosed) return;
      const running = worker;
      const last = running && ask('close', {}).catch(() => undefined);
      isClosed = true;
      cancelRestart?.();
      if (last) await waitAtMost(clock, CLOSE_WITHIN_MS, last);
      await running?.terminate();
      cancelWatch?.();
      failAll();
      for (const waiting of asked.values()) waiting.reject(unavailable());
      asked.clear();
    },
  };
}

const STUCK = 'The thread that searches the documents does not answer, and is started again';
const DIED = 'The thread that searches the documents ended, and is started again';
const DIED_ZH = '资料检索线程意外退出，正在重启';
