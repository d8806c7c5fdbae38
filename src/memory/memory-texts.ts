import type { Texts } from '../inbox/texts/texts.ts';

/** What the tasks of the memory say. */
export type MemoryTexts = Pick<
  Texts,
  | 'remembered'
  | 'rememberedBefore'
  | 'nothingToRemember'
  | 'tooLongToRemember'
  | 'tooMuchToRemember'
  | 'memories'
  | 'noMemories'
  | 'memoryForgotten'
  | 'memoryUnknown'
>;
