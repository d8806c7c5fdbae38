import type { Clock } from '../../runtime/clock.ts';
import { RefusedPushError } from '../errors.ts';
import type { PushQuery } from './push-query.ts';
import { isSignedBy, sign } from './signature.ts';

/** What the address of a genuine request says. */
export interface CheckedQuery {
  /** Unix seconds. */
  readonly timestamp: number;
  readonly nonce: string;
  /** The signature that was checked. */
  readonly signature: string;
}

/** Distinguishes WeChat's requests from forged ones. All checks throw RefusedPushError. */
export interface PushCheck {
  /** Checks the signature over timestamp and nonce, which WeChat sends in every mode. */
  checkAddress(query: PushQuery): CheckedQuery;
  /** Checks the other signature, which covers a ciphertext. */
  checkCiphertext(query: PushQuery, signature: string, encrypted: string): void;
  checkAge(query: CheckedQuery): void;
}

/** Creates the check for one token; a window of 0 seconds means that age does not matter. */
export function createPushCheck(
  { token, windowSeconds }: { readonly token: string; readonly windowSeconds: number },
  { clock }: { readonly clock: Clock },
): PushCheck {
  const compare = (
    { timestamp, nonce }: PushQuery,
    signature: string,
    ...more: readonly string[]
  ): CheckedQuery => {
    if (!isSignedBy(sign(token, timestamp, nonce, ...more), signature)) {
      throw new RefusedPushError(
        'signature wrong',
        "The signature is wrong. If WeChat sent this, WECHAT_TOKEN differs from the token in WeChat's console.",
      );
    }
    return { timestamp: Number(timestamp), nonce, signature };
  };

  return {
    checkAddress: (query) => compare(query, query.signature),
    checkCiphertext: (query, signature, encrypted) => void compare(query, signature, encrypted),
    checkAge({ timestamp }) {
      const aheadSeconds = Math.round(clock.now() / 1000) - timestamp;
      if (windowSeconds === 0 || Math.abs(aheadSeconds) <= windowSeconds) return;
      throw new RefusedPushError(
        'timestamp stale',
        `This machine's clock is ${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the request's timestamp, and ${windowSeconds} s are allowed. If WeChat sent it just now, set the clock; else an old request was repeated.`,
      );
    },
  };
}
