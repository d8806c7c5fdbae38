import { createHash } from 'node:crypto';

/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 4;

/** Returns a short code for what a turn had remembered: the same for the same turn, and none of those that are taken. */
export function makeFactCode(turnId: string, taken: readonly string[]): string {
  for (let number = 0; ; number += 1) {
    const digest = createHash('sha256').update(`${turnId} ${number}`).digest();
    const code = [...digest.subarray(0, LENGTH)]
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join('');
    // A word of letters alone may be one that a follower types.
    if (/\d/.test(code) && !taken.includes(code)) return code;
  }
}
