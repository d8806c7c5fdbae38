import type { Logger } from 'pino';
import type { BackgroundItem, BackgroundQueue } from '../../runtime/background-queue.ts';
import type { Clock } from '../../runtime/clock.ts';
import { coalesce } from '../../runtime/coalesce.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import { backOffMs } from '../../runtime/back-off.ts';
import type { BackgroundStorage, Settlement, StoredItem, TakenItem } from './background-storage.ts';
import { runStep, type StepEnd } from './run-step.ts';

/** Several times what a step may take, so that an item shows again only if its process died, slept or lost the store. */
const HIDDEN_MS = 10_000;

/**
 * Creates the queue over a driver's storage. One step runs at a time; each is taken from the store by itself, so that the
 * item that has been due for longest is next, and a process that stops leaves nothing but one step.
 */
export function createBackgroundLoop(
  storage: BackgroundStorage,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): BackgroundQueue {
  return {
    add: ({ kind, key, state }, delayMs) =>
      storage.add({ kind, key, state: toJson(state) }, delayMs),
    start(steps) {
      const kinds = [...steps.keys()];
      if (kinds.length === 0) return () => Promise.resolve();
      const stop = new AbortController();
      const stopping = stop.signal;

      const runNext = async (): Promise<'one' | 'none'> => {
        const taken = await storage.take(kinds, HIDDEN_MS);
        const step = taken && steps.get(taken.item.kind);
        if (!step) return 'none';
        const end = await runStep((signal) => step(parse(taken.item), signal), { clock, stopping });
        logFailure(log, taken, end);
        const settlement = chooseSettlement(taken, end, stopping.aborted);
        if (settlement) await storage.settle(taken, settlement);
        return 'one';
      };
      const { run: look } = coalesce(async () => {
        try {
          while (!stopping.aborted && (await runNext()) === 'one');
        } catch (error) {
          // What is stored is due still, or shows again later; a store that is away says so itself.
          if (!(error instanceof StoreUnavailableError))
            log.error(
              { code: 'background_loop_failed', err: error, zh: '后台任务的循环出错，会再试' },
              'The loop of background items failed; it will be retried',
            );
        }
      });

      let cancel = () => {};
      const lookAgainAndAgain = () => {
        void look().then(() => {
          if (!stopping.aborted) cancel = clock.after(storage.lookEveryMs, lookAgainAndAgain);
        });
      };
      lookAgainAndAgain();
      const stopWaking = storage.wake?.(look);
      return async () => {
        stop.abort();
        cancel();
        await Promise.all([look(), stopWaking?.()]);
      };
    },
  };
}

/** Chooses what becomes of the item; absent when its abandoned step may still be at work and the process ends. */
function chooseSettlement(
  { item, failures }: TakenItem,
  end: StepEnd,
  isStopping: boolean,
): Settlement | undefined {
  switch (end.is) {
    case 'ended':
      if (end.result === 'done') return 'done';
      return { state: toJson(end.result.state), failures: 0, dueInMs: end.result.againInMs };
    case 'stopped':
      return { state: item.state, failures, dueInMs: 0 };
    case 'hung':
      if (isStopping) return undefined;
      return { state: item.state, failures: failures + 1, dueInMs: backOffMs(failures + 1) };
    case 'failed':
      return { state: item.state, failures: failures + 1, dueInMs: backOffMs(failures + 1) };
  }
}

/** Logs the kind only: a key may name a follower. A store that is away says so itself. */
function logFailure(log: Logger, { item, failures }: TakenItem, end: StepEnd): void {
  const facts = { kind: item.kind, failures: failures + 1 };
  if (end.is === 'hung')
    log.warn(
      {
        code: 'background_step_hung',
        ...facts,
        zh: '后台任务的一步到时间没有停下，先放下，会再试',
      },
      'A step of a background item went on after its time and was abandoned; it will be retried',
    );
  if (end.is === 'failed' && !(end.error instanceof StoreUnavailableError))
    log.warn(
      {
        code: 'background_step_failed',
        ...facts,
        err: end.error,
        zh: '后台任务的一步出错，会再试',
      },
      'A step of a background item failed; it will be retried',
    );
}

function toJson(state: unknown): string {
  return JSON.stringify(state ?? null);
}

function parse({ kind, key, state }: StoredItem): BackgroundItem {
  return { kind, key, state: JSON.parse(state) as unknown };
}
