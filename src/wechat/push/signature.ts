import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Returns WeChat's signature, the hexadecimal SHA-1 of the sorted and joined strings.
 * https://developers.weixin.qq.com/doc/subscription/guide/dev/push/
 */
export function sign(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Compares in constant time, so that response times tell nothing about the right signature. */
export function isSignedBy(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected);
  const givenBytes = Buffer.from(given);
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}
