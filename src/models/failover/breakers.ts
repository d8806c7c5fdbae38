import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Background } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import { coalesce } from '../../runtime/coalesce.ts';
import type { Collections } from '../../runtime/collection.ts';
import type { AnswererError } from '../../turns/answerer-error.ts';
import { createBreakerCopy } from './breaker-copy.ts';
import { createBreakerNews } from './breaker-news.ts';
import { BREAKERS, FORGET_AFTER_MS, type BreakerRecord } from './breaker-record.ts';
import type { Candidate } from './candidate.ts';
import { failureOf, scopeOf } from './failure-scope.ts';
import { passByTime, PROBE_EVERY_MS, probeTimeOf } from './pass-by-time.ts';

/** Which failures questions have met, in all processes. */
export interface Breakers {
  /** Returns when the candidate is probed next; absent if questions may be asked there. */
  probeAtOf(candidate: Candidate): number | undefined;
  /** Has other questions pass by what failed. A failure that reaches no further than its question opens nothing. */
  open(candidate: Candidate, error: AnswererError, account: string): void;
  /** Has questions asked there again. */
  close(candidate: Candidate, account: string): void;
  /** Takes the probe that is due, in all processes; the next one is due a minute later. */
  claimProbe(candidate: Candidate): Promise<'ours' | 'not due'>;
  /** Aborted when the process stops. */
  readonly stopped: AbortSignal;
  stop(): void;
}

export interface BreakersDeps {
  /** Absent where nothing outlives the process. */
  readonly collections?: Collections | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
  readonly background: Background;
}

/** Opens the breakers that all processes share. Without the store, each process goes by what it has seen itself. */
export async function openBreakers(deps: BreakersDeps): Promise<Breakers> {
  const { collections, clock, log, background } = deps;
  const stored = collections?.open<BreakerRecord>(BREAKERS);
  const copy = createBreakerCopy<BreakerRecord>();
  const news = createBreakerNews(deps);
  const stopping = new AbortController();
  let lastWrite: Promise<unknown> = Promise.resolve();

  const reading = coalesce(async () => {
    if (!stored || stopping.signal.aborted) return;
    try {
      const take = copy.beginReading();
      const entries = await stored.list('');
      take(entries);
      log.debug({ openBreakers: entries.length }, 'Read the breakers');
    } catch (error) {
      log.debug({ err: error }, 'Breakers not read');
    }
  });

  /** Writes one after the other, so that what is closed after it was opened is closed in the store. */
  const write = (work: () => Promise<void>) => {
    lastWrite = lastWrite.then(work).catch((error: unknown) => {
      log.debug({ err: error }, 'A breaker is not stored; it holds in this process');
    });
    const own = lastWrite;
    background.run('store a breaker', async () => void (await own));
  };

  const openIdsOf = ({ breakers }: Candidate) =>
    Object.values(breakers).filter((id) => copy.find(id) !== undefined);

  const put = (id: string, record: BreakerRecord, expected: number) =>
    stored?.put(id, record, { expected, expiresInMs: FORGET_AFTER_MS });

  /** Says whether it is news: another process may have stored the same before. */
  const storeOpened = async (id: string, record: BreakerRecord): Promise<boolean> => {
    const entry = await stored?.get(id);
    const isKnown = entry && (entry.value.failure === record.failure || record.scope !== 'key');
    if (isKnown && !isMuchLater(record.probeAt, entry.value.probeAt)) return false;
    const result = await put(id, record, entry?.version ?? 0);
    return result !== 'stale' && !isKnown;
  };

  const storeClaim = async (id: string, next: BreakerRecord, now: number) => {
    const entry = await stored?.get(id);
    if (stored && !entry) {
      await reading.run();
      // What was opened while the store was away is here alone.
      if (copy.find(id) === undefined) return 'not due';
    }
    const isTaken = probeTimeOf(entry?.value.probeAt ?? 0, now) > now;
    if (!isTaken && (await put(id, next, entry?.version ?? 0)) !== 'stale') return 'ours';
    await reading.run();
    return 'not due';
  };

  const breakers: Breakers = {
    probeAtOf(candidate) {
      const now = clock.now();
      const instants = openIdsOf(candidate).map((id) =>
        probeTimeOf(copy.find(id)?.probeAt ?? 0, now),
      );
      return instants.length === 0 ? undefined : Math.max(...instants);
    },
    open(candidate, error, account) {
      const scope = scopeOf(error);
      if (scope === 'question' || stopping.signal.aborted) return;
      const id = candidate.breakers[scope];
      const failure = failureOf(error);
      const now = clock.now();
      const probeAt = now + passByTime(error);
      const known = copy.find(id);
      // For its owner, a key that is dead is news after one that was throttled.
      const isSame = known?.failure === failure || scope !== 'key';
      const isKnown = known !== undefined && probeTimeOf(known.probeAt, now) > now && isSame;
      // Only a vendor that asks for a longer wait puts the probe off.
      const isPutOff = isKnown && failure === 'throttled' && isMuchLater(probeAt, known.probeAt);
      if (isKnown && !isPutOff) return;
      const record: BreakerRecord = {
        ...{ scope, failure, probeAt },
        provider: candidate.provider,
        model: candidate.model.id,
        ...(scope === 'key' && { keyNumber: candidate.keyNumber }),
      };
      const isNew = known === undefined || !isSame;
      const change = copy.change(id, record);
      write(async () => {
        let isNews = isNew;
        try {
          isNews = (await storeOpened(id, record)) && isNew;
          change.stored();
        } finally {
          if (isNews) news.opened(id, record, error, account);
        }
      });
    },
    close(candidate, account) {
      for (const id of openIdsOf(candidate)) {
        const record = copy.find(id);
        const change = copy.change(id, undefined);
        write(async () => {
          await stored?.delete(id);
          change.stored();
        });
        if (record) news.closed(id, record, account);
      }
    },
    async claimProbe(candidate) {
      await lastWrite;
      const ids = openIdsOf(candidate);
      const now = clock.now();
      if (ids.length === 0) return 'not due';
      for (const id of ids) {
        const mine = copy.find(id);
        if (!mine || probeTimeOf(mine.probeAt, now) > now) return 'not due';
        const next = { ...mine, probeAt: now + PROBE_EVERY_MS };
        try {
          if ((await storeClaim(id, next, now)) === 'not due') return 'not due';
          copy.change(id, next).stored();
        } catch (error) {
          log.debug({ err: error }, 'A probe is not stored; this process goes by its own time');
          copy.change(id, next);
        }
      }
      return 'ours';
    },
    stopped: stopping.signal,
    stop() {
      stopFollowing?.();
      stopping.abort('the process stops');
    },
  };

  const stopFollowing = collections?.follow(BREAKERS.name, () => void reading.run());
  await reading.run();
  return breakers;
}

/** Says whether a later probe is worth a write. */
function isMuchLater(probeAt: number, than: number): boolean {
  return probeAt > than + 5_000;
}
