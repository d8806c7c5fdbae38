import { setTimeout as pause } from 'node:timers/promises';
import type { PlannedPushFaults } from './faults.ts';
import type { Posted } from './post.ts';
import type { SignedRequest } from './push.ts';
import type { ReadReply } from './read-reply.ts';

/** What a follower reads when the server did not answer, or not in a way that WeChat understands. */
export const OUT_OF_SERVICE_NOTICE = '该公众号提供的服务出现故障，请稍后再试';

/** One push of an inbound message. Instants are milliseconds of the platform's clock. */
export interface PushAttempt {
  readonly number: number;
  readonly sentAt: number;
  readonly endedAt: number;
  readonly how: 'answered' | 'timed out' | 'refused' | 'failed';
  readonly status?: number;
  /** Why it was refused or failed, or the fault that was played. */
  readonly why?: string;
  /** What was pushed, before encryption. */
  readonly requestXml: string;
  readonly responseBody: string;
  /** The reply, decrypted, where there was one that could be read so far. */
  readonly responseXml?: string;
}

/** What became of an inbound message. */
export interface PushOutcome {
  readonly msgId?: string;
  readonly attempts: readonly PushAttempt[];
  readonly shown: 'text' | 'nothing' | 'notice';
  readonly text?: string;
  /** WeChat's kind of what was shown: `text`, `image` …; those other than text are described in `text`. */
  readonly kind?: string;
  /** Why the notice was shown. */
  readonly why?: string;
  /** From the first sending until the follower's screen changed, or until it was clear that it will not. */
  readonly millisecondsToAnswer: number;
}

export interface AttemptsDeps {
  readonly msgId?: string;
  /** The attempts before this one were made by a process that is gone: 1 unless said. */
  readonly firstAttempt?: number;
  /** When the message was first sent: now unless said. */
  readonly startedAt?: number;
  readonly requestXml: string;
  readonly maxAttempts: number;
  readonly timeoutMs: number;
  readonly retryFailedAfterMs: number;
  /** Signs the message afresh. */
  readonly sign: () => SignedRequest;
  readonly send: (request: SignedRequest, attempt: number) => Promise<Posted>;
  readonly read: (body: Buffer) => ReadReply;
  readonly faults: PlannedPushFaults;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onStart?: (attempt: number) => void;
  readonly onEnd?: (attempt: PushAttempt) => void;
}

interface EndedAttempt {
  readonly attempt: PushAttempt;
  readonly reply?: ReadReply;
}

/**
 * Pushes one inbound message as WeChat does: up to three times, each time immediately after a time-out,
 * until an answer comes. An answer that it cannot read is final: only silence is repeated.
 */
export async function pushInAttempts(deps: AttemptsDeps): Promise<PushOutcome> {
  const { maxAttempts, now, signal } = deps;
  const { startedAt = now(), firstAttempt = 1 } = deps;
  const attempts: PushAttempt[] = [];
  const settle = (outcome: Pick<PushOutcome, 'shown' | 'text' | 'kind' | 'why'>): PushOutcome => ({
    ...(deps.msgId === undefined ? {} : { msgId: deps.msgId }),
    attempts,
    ...outcome,
    millisecondsToAnswer: now() - startedAt,
  });

  for (let number = firstAttempt; number <= maxAttempts; number += 1) {
    const { attempt, reply } = await pushOnce(number, deps, attempts);
    if (signal.aborted) return settle({ shown: 'nothing', why: 'The platform was closed.' });
    if (reply?.shown === 'text') {
      return settle({ shown: 'text', kind: reply.kind, text: reply.text });
    }
    if (reply?.shown === 'nothing') return settle({ shown: 'nothing' });
    if (reply?.shown === 'notice') return settle({ shown: 'notice', why: reply.why });
    if (attempt.how !== 'timed out' && number < maxAttempts) {
      await waitFor(deps.retryFailedAfterMs, signal);
    }
  }
  return settle({ shown: 'notice', why: describeSilence(attempts) });
}

/** Sends one attempt, or two concurrently when that fault is played; the first answer counts. */
async function pushOnce(
  number: number,
  deps: AttemptsDeps,
  attempts: PushAttempt[],
): Promise<EndedAttempt> {
  const play = async () => {
    const ended = await playAttempt(number, deps);
    attempts.push(ended.attempt);
    deps.onEnd?.(ended.attempt);
    return ended;
  };
  deps.onStart?.(number);
  if (!deps.faults.takeDoubledPush()) return play();
  const both = [play(), play()];
  const answered = both.map(async (ending) => {
    const ended = await ending;
    if (ended.reply === undefined) throw new Error('not answered');
    return ended;
  });
  // The reply to the slower twin is dropped, as WeChat has settled the message by then.
  return Promise.any(answered).catch(async () => (await Promise.all(both))[0] as EndedAttempt);
}

async function playAttempt(number: number, deps: AttemptsDeps): Promise<EndedAttempt> {
  const { faults, now, signal, timeoutMs } = deps;
  const sentAt = now();
  const end = (ending: Pick<PushAttempt, 'how'> & Partial<PushAttempt>): PushAttempt => ({
    number,
    sentAt,
    endedAt: now(),
    requestXml: deps.requestXml,
    responseBody: '',
    ...ending,
  });
  const sentOn = performance.now();
  const restOfTimeout = () => waitFor(timeoutMs - (performance.now() - sentOn), signal);

  if (faults.takeLostAttempt(number)) {
    await restOfTimeout();
    return { attempt: end({ how: 'timed out', why: 'lost on the way to the server' }) };
  }
  const posted = await deps.send(deps.sign(), number);
  if (posted.how === 'timed out') return { attempt: end({ how: 'timed out' }) };
  const status = 'status' in posted && posted.status !== undefined ? { status: posted.status } : {};
  const responseBody = 'body' in posted ? (posted.body?.toString() ?? '') : '';
  if (posted.how !== 'answered') {
    return { attempt: end({ how: posted.how, why: posted.why, responseBody, ...status }) };
  }
  const reply = deps.read(posted.body);
  const facts = {
    responseBody,
    ...status,
    ...(reply.xml === undefined ? {} : { responseXml: reply.xml }),
  };
  if (faults.takeLostReply(number)) {
    await restOfTimeout();
    return { attempt: end({ how: 'timed out', why: 'lost on the way back', ...facts }) };
  }
  return { attempt: end({ how: 'answered', ...facts }), reply };
}

async function waitFor(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0) return;
  await pause(delayMs, undefined, { signal }).catch(() => undefined);
}

function describeSilence(attempts: readonly PushAttempt[]): string {
  if (attempts.length === 0) return 'Nothing answered during all attempts.';
  const each = attempts.map(({ how, why }) => (why === undefined ? how : `${how} (${why})`));
  return `No attempt was answered: ${each.join(', ')}.`;
}
