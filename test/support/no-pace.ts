import type { AnswerPace } from '../../src/delivery/answer-pace.ts';

/** Knows nothing about any answer, so no end is predicted. */
export const noPace: AnswerPace = { growthOf: () => undefined, lengthsOf: () => [] };
