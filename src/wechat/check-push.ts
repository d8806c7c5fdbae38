import type { Clock } from '../clock.ts';
import { RefusedPushError } from './errors.ts';
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

/** Tells WeChat's requests from everybody else's. All throw RefusedPushError. */
export interface PushCheck {
  /**
   * Checks, before any XML is read, that some signature holds: parsing is the dearest thing that a stranger could
   * make us do. Which signature has to hold is known only afterwards; the function that comes back is then `check`.
   */
  checkAny(query: PushQuery, body: string): (encrypted?: string) => CheckedQuery;
  /** Checks the signature alone: over the ciphertext when there is one, else over timestamp and nonce. */
  checkSignature(query: PushQuery, encrypted?: string): CheckedQuery;
  /** Checks the signature, then the age, so that strangers learn nothing about our clock. */
  check(query: PushQuery, encrypted?: string): CheckedQuery;
}

/** Creates the check for one token; a window of 0 seconds means that age does not matter. */
export function createPushCheck(
  { token, windowSeconds }: { readonly token: string; readonly windowSeconds: number },
  { clock }: { readonly clock: Clock },
): PushCheck {
  function expectSignature({ timestamp, nonce }: PushQuery, encrypted?: string): string {
    return encrypted === undefined
      ? sign(token, timestamp, nonce)
      : sign(token, timestamp, nonce, encrypted);
  }

  function checkSignature(query: PushQuery, encrypted?: string): CheckedQuery {
    const signature = encrypted === undefined ? query.signature : query.msg_signature;
    if (signature === undefined) {
      throw new RefusedPushError(
        'signature missing',
        'The address lacks the signature that belongs to this kind of body. If WeChat sent it, a proxy changed its query.',
      );
    }
    if (!isSignedBy(expectSignature(query, encrypted), signature)) {
      throw new RefusedPushError(
        'signature wrong',
        "The signature is wrong. If WeChat sent this, WECHAT_TOKEN differs from the token in WeChat's console.",
      );
    }
    return { timestamp: Number(query.timestamp), nonce: query.nonce, signature };
  }

  function checkAge(timestamp: number): void {
    const aheadSeconds = Math.round(clock.now() / 1000) - timestamp;
    if (windowSeconds === 0 || Math.abs(aheadSeconds) <= windowSeconds) return;
    throw new RefusedPushError(
      'timestamp stale',
      `This machine's clock is ${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the request's timestamp, and ${windowSeconds} s are allowed. If WeChat sent it just now, set the clock; else somebody repeats an old request.`,
    );
  }

  function check(query: PushQuery, encrypted?: string): CheckedQuery {
    const checked = checkSignature(query, encrypted);
    checkAge(checked.timestamp);
    return checked;
  }

  return {
    checkSignature,
    check,
    checkAny(query, body) {
      const encrypted = CIPHERTEXT.exec(body)?.[1] ?? '';
      const vouchesForIt =
        query.msg_signature !== undefined &&
        isSignedBy(expectSignature(query, encrypted), query.msg_signature);
      const signed = vouchesForIt || query.signature === undefined ? encrypted : undefined;
      const checked = check(query, signed);
      return (found) => (found === signed ? checked : check(query, found));
    },
  };
}

/** Where a ciphertext is, most likely; what is decrypted is what the XML parser finds. */
const CIPHERTEXT = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/=]*)/;
