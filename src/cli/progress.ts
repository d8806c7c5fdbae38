import type { Sentence } from '../runtime/sentence.ts';
import type { CommandSession } from './command-context.ts';

/** A line at the bottom of a terminal that says how far long work has come. */
export interface Progress {
  show(says: Sentence): void;
  /** Takes the line away, so that other lines can be printed. */
  clear(): void;
}

const EVERY_MS = 200;
const CLEAR_LINE = '\r\u001B[2K';

/** Creates it over the error output; where that is no terminal, nothing is shown. */
export function createProgress({ terminal, language }: CommandSession): Progress {
  const stream = terminal.errorOutput as NodeJS.WritableStream & { readonly isTTY?: boolean };
  let shownAt = -Infinity;
  let isShown = false;
  return {
    show(says) {
      const now = Date.now();
      if (stream.isTTY !== true || now - shownAt < EVERY_MS) return;
      shownAt = now;
      isShown = true;
      stream.write(`${CLEAR_LINE}${says[language]}`);
    },
    clear() {
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
      shownAt = -Infinity;
    },
  };
}
