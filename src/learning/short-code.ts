import { createHash } from 'node:crypto';

/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 7;

/** Returns the short code by which an admin names a record, always the same for the same turn. */
export function shortCodeOf(turnId: string): string {
  const digest = createHash('sha256').update(`review ${turnId}`).digest();
  return [...digest.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
