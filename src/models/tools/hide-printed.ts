import { findMarks, isNoText } from './printed-calls.ts';

/** Holds printed calls back from the words of an answer. */
export interface PrintedFilter {
  /** Returns what may be shown. */
  push(text: string): string;
  /** Ends the text; returns what was held and is text after all. */
  end(): string;
  /** Whether a call was printed that nothing else can be. */
  readonly sawCall: boolean;
}

/** What is longer is dropped. In UTF-16 units. */
const LONGEST_HELD = 256 * 1024;

export function createPrintedFilter(): PrintedFilter {
  let held = '';
  let isHolding = false;
  return {
    push(text) {
      held += text;
      if (isHolding) {
        held = held.slice(0, LONGEST_HELD);
        return '';
      }
      const marks = findMarks(held);
      isHolding = marks?.is === 'surely';
      const shown = held.slice(0, marks?.at);
      held = held.slice(shown.length);
      return shown;
    },
    end: () => (isHolding && isNoText(held) ? '' : held),
    get sawCall() {
      return isHolding && isNoText(held);
    },
  };
}
