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

/** Names of models that are known to think, and whose servers may swallow the opening tag. */
const THINKING_MODEL = /(?:^|[^a-z0-9])(?:r1|qwq|z1|o1)(?:[^a-z0-9]|$)|think|reason/i;

/**
 * Learns from answers, for one model, unless a setting says what it does. The first answer of a model with a telling name
 * is held back already.
 */
export function createUntaggedThinking(
  setting: 'auto' | 'on',
  { model = '', onLearnt }: { readonly model?: string; readonly onLearnt?: () => void } = {},
): UntaggedThinking {
  const isLikely = THINKING_MODEL.test(model);
  let isExpected = isLikely;
  let isLearnt = false;
  let misses = isLikely ? MISSES_TO_FORGET - 1 : 0;
  return {
    isExpected: () => setting === 'on' || isExpected,
    wasSeen() {
      if (!isLearnt && setting === 'auto') onLearnt?.();
      isExpected = true;
      isLearnt = true;
      misses = 0;
    },
    wasMissed() {
      misses += 1;
      if (misses < MISSES_TO_FORGET) return;
      isExpected = false;
      isLearnt = false;
    },
  };
}
