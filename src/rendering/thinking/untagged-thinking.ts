/** Knowledge of whether a model's reasoning ends with `</think>` and has no opening tag. */
export interface UntaggedThinking {
  /** Says whether answers begin inside the reasoning, so that they are held until it ends. */
  isExpected(): boolean;
  /** Notes that an answer showed it. */
  wasSeen(): void;
  /** Notes that a held answer ended without it. */
  wasMissed(): void;
}

/** After so many answers without it a model is read as others are, so that its answers arrive early again. */
const MISSES_TO_FORGET = 5;

/** Names of models that think, and whose servers may swallow the opening tag. */
const THINKING_MODEL = /(?:^|[^a-z0-9])(?:r1|qwq|z1|o1)(?:[^a-z0-9]|$)|think|reason/i;

/** Learns from the answers of one model, unless a setting decides. A telling name already holds the first answer. */
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
