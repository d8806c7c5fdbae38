import { createHash } from 'node:crypto';
import { likenessOf } from '../knowledge/text/relevance.ts';
import type { ReadText } from './read-text.ts';

/** A text of which only so much is kept that a text that says the same is recognised. */
export interface Fingerprint {
  readonly terms: readonly string[];
  readonly guard: string;
}

/** Questions that share this much of their words ask the same, if their guards are the same. */
export const LIKE_QUESTIONS = 0.6;
/** Corrections of like questions that share this much say the same: what they are about is known. */
export const LIKE_CORRECTIONS = 0.4;

export function fingerprintOf({ terms, guard }: ReadText): Fingerprint {
  return { terms: [...terms].map(digest).sort(), guard: digest(guard) };
}

export function isAlike(one: Fingerprint, other: Fingerprint, leastLikeness: number): boolean {
  if (one.guard !== other.guard) return false;
  return likenessOf(new Set(one.terms), new Set(other.terms)) >= leastLikeness;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
