import { createHash } from 'node:crypto';
import { PREVIOUS_TOKEN_MS } from '../../accounts/account-book.ts';
import type { Credentials } from '../../config/make-credentials.ts';
import type { KeptCall } from '../../diagnosis/webhook-calls/keep-calls.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';
import { FRESH_CREDENTIALS, type FreshRecord } from './assistant-collections.ts';

/** Tells which token and AES key may still be shown: those that were made here and that WeChat has not proven to know. */
export interface FreshCredentials {
  /** Notes what was made; `isReplacement` where the account had a token before. */
  note(account: string, made: Credentials, isReplacement: boolean): Promise<void>;
  /** Returns them if they may be shown. `calls` are WeChat's latest; the first that proves them ends it for good. */
  toShow(
    account: string,
    stored: Partial<Credentials>,
    calls: readonly KeptCall[],
  ): Promise<Credentials | undefined>;
}

/** A set-up that rests for longer begins with new ones. */
const SHOWN_MS = 7 * 24 * 60 * 60_000;

/** Opens the notes about fresh credentials; they hold a digest and no secret. */
export function openFreshCredentials(
  collections: Pick<Collections, 'open'>,
  clock: Clock,
): FreshCredentials {
  const records = collections.open<FreshRecord>(FRESH_CREDENTIALS);
  return {
    async note(account, made, isReplacement) {
      const madeAt = clock.now();
      const record = {
        ...{ digest: digestOf(made), madeAt },
        // Until then WeChat may sign with the token that was replaced.
        provenByMessagesFrom: madeAt + (isReplacement ? PREVIOUS_TOKEN_MS : 0),
      };
      await records.put(account, record, { expiresInMs: SHOWN_MS });
    },
    async toShow(account, { token, encodingAesKey }, calls) {
      const record = (await records.get(account))?.value;
      if (!record) return undefined;
      // Values that were set in another way since then are write-only like all others.
      const isAsMade =
        token !== undefined &&
        encodingAesKey !== undefined &&
        digestOf({ token, encodingAesKey }) === record.digest;
      if (isAsMade && !calls.some((call) => proves(call, record))) return { token, encodingAesKey };
      await records.delete(account);
      return undefined;
    },
  };
}

function proves(call: KeptCall, { madeAt, provenByMessagesFrom }: FreshRecord): boolean {
  if ('leftOut' in call || call.fault !== undefined) return false;
  return call.gave === 'echo'
    ? call.at >= madeAt
    : call.passed === 'message' && call.at >= provenByMessagesFrom;
}

/** Both are random, so their digest tells nothing of them. */
function digestOf({ token, encodingAesKey }: Credentials): string {
  return createHash('sha256').update(`${token} ${encodingAesKey}`).digest('base64url');
}
