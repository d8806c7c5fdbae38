import type { Texts } from '../inbox/texts/texts.ts';

/** What the tasks about feedback say. */
export type LearningTexts = Pick<
  Texts,
  | 'feedbackThanks'
  | 'askFeedbackReason'
  | 'feedbackReasonNoted'
  | 'feedbackUnknown'
  | 'nothingToRate'
  | 'correctionNoted'
  | 'correctionEmpty'
  | 'correctionTooLong'
  | 'nothingToCorrect'
>;
