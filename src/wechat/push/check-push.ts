import { RefusedPushError } from '../errors.ts';
import type { PushQuery } from './push-query.ts';
import { isSignedBy, sign } from './signature.ts';
import type { SigningToken, TokenName } from './signing-tokens.ts';

/** What the address of a genuine request says. */
export interface CheckedQuery {
  /** Unix seconds. */
  readonly timestamp: number;
  readonly nonce: string;
  /** The signature that was checked. */
  readonly signature: string;
  /** The token that signed it. */
  readonly token: TokenName;
}

/** Checks the signature over timestamp and nonce, which WeChat sends in every mode. Throws RefusedPushError. */
export function checkAddress(query: PushQuery, tokens: readonly SigningToken[]): CheckedQuery {
  const { timestamp, nonce, signature } = query;
  const signer = tokens.find(({ token }) => isSignedBy(sign(token, timestamp, nonce), signature));
  if (signer === undefined) throw signatureWrong();
  return { timestamp: Number(timestamp), nonce, signature, token: signer.name };
}

/** Checks the other signature, which covers a ciphertext. Throws RefusedPushError. */
export function checkCiphertext(
  { timestamp, nonce }: PushQuery,
  signature: string,
  encrypted: string,
  token: string,
): void {
  if (!isSignedBy(sign(token, timestamp, nonce, encrypted), signature)) throw signatureWrong();
}

/** Checks that a request is not older or newer than the window; 0 seconds mean any age. Throws RefusedPushError. */
export function checkAge({ timestamp }: CheckedQuery, now: number, windowSeconds: number): void {
  const aheadSeconds = Math.round(now / 1000) - timestamp;
  if (windowSeconds === 0 || Math.abs(aheadSeconds) <= windowSeconds) return;
  throw new RefusedPushError(
    'timestamp stale',
    `This machine's clock is ${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the request's timestamp, and ${windowSeconds} s are allowed. If WeChat sent it just now, set the clock; else an old request was repeated.`,
  );
}

const signatureWrong = () =>
  new RefusedPushError(
    'signature wrong',
    "The signature is wrong. If WeChat sent this, WECHAT_TOKEN differs from the token in WeChat's console.",
  );
