/** Holds the words of a model for as long as they may be the sentence with which it was told to refuse. */
export interface RefusalGate {
  push(text: string): string;
  /** Says whether the whole answer was that sentence. */
  isRefusal(): boolean;
  /** Ends the answer; returns what was held. */
  end(): string;
}

/** `refusal`: absent where nothing is refused. Marks and blanks are not compared, for a model writes Markdown. */
export function createRefusalGate(refusal: string | undefined): RefusalGate {
  const wholes = refusal === undefined ? [] : [refusal, withoutTags(refusal)].map(lettersOf);
  let held = '';
  let isOpen = !wholes.some((whole) => whole !== '');

  return {
    push(text) {
      if (isOpen) return text;
      held += text;
      const letters = lettersOf(held);
      if (wholes.some((whole) => whole.startsWith(letters))) return '';
      isOpen = true;
      return this.end();
    },
    isRefusal: () => !isOpen && held.trim() !== '' && wholes.includes(lettersOf(held)),
    end() {
      const words = held;
      held = '';
      return words;
    },
  };
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '');
}

function lettersOf(text: string): string {
  return (text.replace(/\[\d+\]/g, '').match(/[\p{L}\p{N}]/gu) ?? []).join('').toLowerCase();
}
