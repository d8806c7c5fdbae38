import type { Part } from '../../delivery/ports.ts';

/** A part as it is stored in a turn's list; its number is its place there. */
export type StoredPart = Omit<Part, 'number'>;

/** Parses stored parts, which are JSON or absent. */
export function toParts(stored: string | null | undefined): Part[] {
  if (!stored) return [];
  return (JSON.parse(stored) as StoredPart[]).map((part, index) => ({
    ...part,
    number: index + 1,
  }));
}
