/** The least number of letters and digits by which the beginning of an answer is recognised. */
const TELLING_LETTERS = 4;

/** Takes the words of a model that should go on with an answer, and returns those that were not out before. */
export interface RepetitionFilter {
  push(text: string): string;
  /** Ends the answer; returns what was held. */
  end(): string;
}

/**
 * Drops the part of an answer that is out already, for models that begin at the beginning again although they were asked
 * for the rest. Only letters and digits are compared, because what is out is no Markdown any more.
 */
export function createRepetitionFilter(released: string): RepetitionFilter {
  const letters = released.split('').filter(isLetter).join('');
  /** What follows the last letter of the released text, such as a full stop. */
  let tail = released.trimEnd().replace(/^[^]*[\p{L}\p{N}]/u, '');
  let state: 'comparing' | 'at the tail' | 'passing' =
    letters.length < TELLING_LETTERS ? 'passing' : 'comparing';
  let known = 0;
  let held = '';

  return {
    push(text) {
      for (let at = 0; at < text.length && state !== 'passing'; at += 1) {
        const character = text.charAt(at);
        if (state === 'comparing') {
          held += character;
          if (!isLetter(character)) continue;
          if (character !== letters[known]) {
            const words = held + text.slice(at + 1);
            held = '';
            state = 'passing';
            return words;
          }
          known += 1;
          if (known < letters.length) continue;
          held = '';
          state = 'at the tail';
        } else if (character === tail[0]) tail = tail.slice(1);
        else if (tail === '' || !/[*_`~]/.test(character)) {
          state = 'passing';
          return text.slice(at);
        }
      }
      return state === 'passing' ? text : '';
    },
    end() {
      const words = held;
      held = '';
      return words;
    },
  };
}

/** Looks at one unit of UTF-16, as chunks may end within a character; halves count as signs. */
function isLetter(unit: string): boolean {
  return /[\p{L}\p{N}]/u.test(unit);
}
