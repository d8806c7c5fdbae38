/** A fact as a follower reads it: the text is disarmed, so that only the bot's own links can be tapped. */
interface ShownFact {
  readonly text: string;
  readonly code: string;
}

/** What the tasks of the memory say. */
export interface MemoryTexts {
  /** With links that have it forgotten, and that ask it as a question instead. */
  readonly remembered: (fact: ShownFact) => string;
  readonly rememberedBefore: (fact: ShownFact) => string;
  readonly nothingToRemember: string;
  readonly tooLongToRemember: (mostCharacters: number) => string;
  readonly tooMuchToRemember: (most: number) => string;
  /** With a link for each that has it forgotten; never called without one. */
  readonly memories: (facts: readonly ShownFact[]) => string;
  readonly noMemories: string;
  readonly memoryForgotten: string;
  readonly memoryUnknown: string;
}
