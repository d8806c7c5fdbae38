/** What is known of a model about reasoning that ends with `</think>` and begins with nothing. */
export interface UntaggedThinking {
  /** Answers begin inside the reasoning, so they are held back until it ends. */
  isExpected(): boolean;
  /** An answer showed it. */
  wasSeen(): void;
  /** An answer that was held back came to its end without it. */
  wasMissed(): void;
}

/** A model that stopped to think like this is read as others are, so that its answers come early again. */
const MISSES_TO_FORGET = 5;

/** Learns from answers, for one model, unless a setting says what it does. */
export function createUntaggedThinking(setting: 'auto' | 'on'): UntaggedThinking {
  let isLearnt = false;
  let misses = 0;
  return {
    isExpected: () => setting === 'on' || isLearnt,
    wasSeen() {
      isLearnt = true;
      misses = 0;
    },
    wasMissed() {
      misses += 1;
      if (misses >= MISSES_TO_FORGET) isLearnt = false;
    },
  };
}
