/** WeChat's patience with one attempt: a mark stands at each of its ends. */
const MARK_EVERY_MS = 5000;

/** Places instants on a time line. */
export interface Scale {
  /** How many marks the line is long. */
  readonly marks: number;
  /** From 0 at the beginning to 1 at the end. */
  readonly share: (at: number) => number;
  /** The same as a length in CSS. */
  readonly place: (at: number) => string;
}

/** Creates the scale of a line from `start` to the first mark at or after `last`. */
export function createScale(start: number, last: number): Scale {
  const marks = Math.max(1, Math.ceil((last - start) / MARK_EVERY_MS));
  const lengthMs = marks * MARK_EVERY_MS;
  const share = (at: number) => (at - start) / lengthMs;
  return { marks, share, place: (at) => percent(share(at)) };
}

/** Writes a share as a length in CSS. */
export function percent(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
