import type { Logger } from 'pino';
import type { AnswerSettings } from '../answering/answerer.ts';
import { languageOfQuestion } from '../answering/language-of-question.ts';
import type { Model } from '../answering/model.ts';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import { followerPrefix, type Collection, type Entry } from '../runtime/collection.ts';
import type { DueItem, DueItemResult, TurnStore, WorkQueue } from '../turns/ports.ts';
import type { FollowerId } from '../turns/turn.ts';
import { chooseFold, type Fold } from './choose-fold.ts';
import { cutToTokens } from './cut-to-tokens.ts';
import { divideBudget } from './divide-budget.ts';
import { judgeRecord, noteFailure } from './judge-record.ts';
import { memoryKey, type Summary } from './memory-collections.ts';
import type { Places } from './places.ts';
import type { FirstUnderWay, LivingProcesses } from './ports.ts';
import { readSummary, type Cleaner } from './read-summary.ts';
import { splitPast } from './split-past.ts';
import { buildSummaryRequest } from './summary-request.ts';
import type { TokenRatios } from './token-ratio.ts';

export interface SummariesDeps {
  /** Returns what writes summaries now; undefined while there is no model. */
  readonly summariser: () => Model | undefined;
  readonly settings: Pick<AnswerSettings, 'historyTokens' | 'language'>;
  readonly records: Collection<Summary>;
  readonly turns: Pick<TurnStore, 'history'>;
  readonly underWay: FirstUnderWay;
  readonly work: Pick<WorkQueue, 'add'>;
  readonly processes: LivingProcesses;
  readonly ratios: TokenRatios;
  readonly createCleaner: () => Cleaner;
  /** Shared by all accounts of the process. */
  readonly places: Places;
  /** How long a summary is kept after its last use; at least twice the life of a conversation. */
  readonly keptForMs: number;
  readonly background: Background;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps a summary of what each conversation has left behind. */
export interface Summaries {
  /** Of the due items that it adds. */
  readonly kind: string;
  read(follower: FollowerId, conversationId: string): Promise<Summary | undefined>;
  /**
   * Asks for a look at a conversation, which is stored and so outlives this process. Resolves when that is done, or could
   * not be done: the next turn asks again.
   */
  request(follower: FollowerId, conversationId: string): Promise<void>;
  /** Looks soon in this process, because an answer was written and is probably delivered by then. */
  lookSoon(follower: FollowerId): void;
  /** Looks at a follower whose conversation may have to be folded, and begins that. */
  runDueWork(item: DueItem): Promise<DueItemResult>;
  /** Breaks off what is being written; another process, or this one after its start, writes it anew. */
  stop(): void;
}

/** The kind of the items by which the store reminds a process. */
export const SUMMARY_WORK = 'summary';

/** More turns than a question reads, since a summary may have to be made anew from the first. */
const MOST_READ = 200;
const CALL_TAKES_AT_MOST_MS = 60_000;
/** The stored look comes this long after the beginning of an answer, in case that the look of this process does not. */
const FIRST_LOOK_MS = 2000;
const LOOK_AGAIN_MS = 1000;
const NO_PLACE_MS = 500;
/** Times after an answer at which this process looks by itself. */
const LOOKS_SOON_MS = [100, 300, 600, 1200];
/** What the introduction of a summary takes of its budget. */
const FRAME_TOKENS = 60;

/**
 * The record of a conversation.
 *
 * absent: the conversation is short. Leaves by `request`.
 *
 * idle: nothing is being written. Leaves by a claim, which is a write of its version.
 *
 * claimed: a process waits for the model. Leaves by the new summary, by a failure, or by the death of the process.
 *
 * The deletion of a follower deletes it in any state, and what a model wrote meanwhile finds no version to replace.
 */
export function createSummaries(deps: SummariesDeps): Summaries {
  const { records, turns, settings, work, clock, log, background, processes } = deps;
  const calls = new Map<string, AbortController>();
  const timers = new Set<() => void>();
  let isStopped = false;

  const put = (entry: Pick<Entry<Summary>, 'key' | 'version'>, value: Summary) =>
    records.put(entry.key, value, { expected: entry.version, expiresInMs: deps.keptForMs });

  const isClaimHeld = async ({ key, value }: Entry<Summary>): Promise<boolean> => {
    if (!value.claim) return false;
    if (value.claim.by === processes.me) return calls.has(key);
    return (await processes.living()).some(({ id }) => id === value.claim?.by);
  };

  const write = async (
    model: Model,
    entry: Entry<Summary>,
    task: { readonly fold: Fold; readonly notes: string; readonly newest: number },
    signal: AbortSignal,
  ): Promise<void> => {
    const { conversationId, upTo: before } = entry.value;
    const budget = divideBudget(settings.historyTokens, deps.ratios.of(model.id)).summary;
    const tokens = Math.max(budget - FRAME_TOKENS, 1);
    const language = languageOfQuestion(task.fold.turns.at(-1)?.question ?? '', settings.language);
    const request = buildSummaryRequest(
      { notes: task.notes, turns: task.fold.turns },
      { language, tokens },
    );
    const startedAt = clock.now();
    try {
      const { createCleaner } = deps;
      const text = await readSummary(model, request, { createCleaner, signal });
      const upTo = task.fold.turns.at(-1)?.sequence ?? before;
      const result = await put(entry, { conversationId, upTo, text: cutToTokens(text, budget) });
      const facts = { folded: task.fold.turns.length, tookMs: clock.now() - startedAt, result };
      log.debug(facts, 'Wrote a summary');
    } catch (error) {
      // The claim of a process that is gone holds nothing up.
      if (isStopped) return;
      log.warn(
        { code: 'summary_failed', err: error, zh: '对话的摘要没能写好，会再试；回答不受影响' },
        'Could not summarise a conversation; it will be retried, and no answer depends on it',
      );
      const now = clock.now();
      const failure = noteFailure(entry.value.failure, { now, newest: task.newest });
      await put(entry, { conversationId, upTo: before, text: entry.value.text, failure });
    }
  };

  /** Claims the record and begins to write; resolves before the model has said anything. */
  const begin = async (
    model: Model,
    entry: Entry<Summary>,
    task: Parameters<typeof write>[2],
    follower: FollowerId,
  ): Promise<'begun' | 'later'> => {
    const giveBack = deps.places.take();
    if (!giveBack) return 'later';
    const abort = new AbortController();
    calls.set(entry.key, abort);
    const end = () => {
      calls.delete(entry.key);
      giveBack();
    };
    try {
      const claim = { by: processes.me, until: clock.now() + CALL_TAKES_AT_MOST_MS };
      const written = await put(entry, { ...entry.value, claim });
      const claimed = written === 'written' ? await records.get(entry.key) : undefined;
      if (claimed?.value.claim?.by !== processes.me) {
        end();
        return 'later';
      }
      const cancel = clock.after(CALL_TAKES_AT_MOST_MS, () => abort.abort());
      const writing = write(model, claimed, task, abort.signal).finally(() => {
        cancel();
        end();
        lookIn(follower, 0);
      });
      // Not as background work, because a stop does not wait for a model's summary.
      writing.catch((error: unknown) =>
        log.warn({ code: 'store_failed', err: error, zh: '摘要没能存下' }, 'No summary stored'),
      );
      return 'begun';
    } catch (error) {
      end();
      throw error;
    }
  };

  const lookAt = async (follower: FollowerId, entry: Entry<Summary>): Promise<DueItemResult> => {
    const model = deps.summariser();
    if (!model) return 'done';
    const { conversationId } = entry.value;
    const newestFirst = { follower, conversationId, sequence: Number.MAX_SAFE_INTEGER };
    const past = await turns.history(newestFirst, MOST_READ);
    const { summary, unfolded } = splitPast(past, MOST_READ, entry.value);
    const newest = past.at(-1)?.sequence ?? 0;
    const budget = divideBudget(settings.historyTokens, deps.ratios.of(undefined));
    const firstUnderWay = (await deps.underWay(follower)) ?? Infinity;
    const delivered = unfolded.filter(({ sequence }) => sequence < firstUnderWay);
    const fold = chooseFold(delivered, budget);
    // Until the follower has what was written, unless the next question would lose turns that were delivered before.
    if (firstUnderWay !== Infinity && !fold?.isUrgent) return { againInMs: LOOK_AGAIN_MS };
    if (!fold) {
      // Words that were taken back do not stay in it.
      if (!summary && entry.value.text !== '' && past.length > 0)
        await put(entry, { ...entry.value, upTo: 0, text: '' });
      return 'done';
    }
    const now = clock.now();
    const verdict = judgeRecord(entry.value, {
      ...{ now, newest },
      isClaimHeld: await isClaimHeld(entry),
    });
    if (verdict === 'not for this turn') return 'done';
    if (verdict !== 'go') return { againInMs: Math.min(verdict.inMs, LOOK_AGAIN_MS * 2) };
    const begun = await begin(model, entry, { fold, notes: summary?.text ?? '', newest }, follower);
    return { againInMs: begun === 'begun' ? LOOK_AGAIN_MS * 2 : NO_PLACE_MS };
  };

  const look = async (follower: FollowerId): Promise<DueItemResult> => {
    if (isStopped) return { againInMs: LOOK_AGAIN_MS };
    let againInMs = Infinity;
    for (const entry of await records.list(followerPrefix(follower))) {
      const result = await lookAt(follower, entry);
      if (result !== 'done') againInMs = Math.min(againInMs, result.againInMs);
    }
    return againInMs === Infinity ? 'done' : { againInMs };
  };

  function lookIn(follower: FollowerId, ...delaysMs: number[]): void {
    const [delayMs, ...later] = delaysMs;
    if (delayMs === undefined || isStopped) return;
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel);
      background.run('look for what can be summarised', async () => {
        const result = await look(follower);
        if (result !== 'done') lookIn(follower, ...later);
      });
    });
    timers.add(cancel);
  }

  const add = async (follower: FollowerId, conversationId: string) => {
    const key = memoryKey(follower, conversationId);
    if (!(await records.get(key))) {
      // A conversation that is over does not come back.
      const older = await records.list(followerPrefix(follower));
      await Promise.all(older.map((entry) => records.delete(entry.key)));
      await put({ key, version: 0 }, { conversationId, upTo: 0, text: '' });
    }
    await work.add({ kind: SUMMARY_WORK, follower }, FIRST_LOOK_MS);
  };

  return {
    kind: SUMMARY_WORK,
    async read(follower, conversationId) {
      const entry = await records.get(memoryKey(follower, conversationId));
      if (entry?.expiresInMs !== undefined && entry.expiresInMs < deps.keptForMs / 2)
        background.run('keep a summary', async () => void (await put(entry, entry.value)));
      return entry?.value;
    },
    async request(follower, conversationId) {
      if (!deps.summariser()) return;
      await add(follower, conversationId).catch((error: unknown) =>
        log.warn(
          { code: 'store_failed', err: error, zh: '没能记下要写摘要，下一个问题再记' },
          'Could not note that a conversation is to be summarised; the next question will',
        ),
      );
    },
    lookSoon: (follower) => lookIn(follower, ...LOOKS_SOON_MS),
    runDueWork: ({ follower }) => look(follower),
    stop() {
      isStopped = true;
      for (const cancel of timers) cancel();
      for (const abort of calls.values()) abort.abort();
    },
  };
}
