const NAMES = 'think|thinking|reasoning';
const OPENING = new RegExp(`^[^\\S\\n]{0,200}<(?:${NAMES})(?:\\s[^<>]{0,100})?>`, 'i');
/** A beginning that may still become an opening tag. */
const MAY_OPEN = new RegExp(
  `^[^\\S\\n]{0,200}(?:<(?:[a-z]{0,9}|(?:${NAMES})\\s[^<>]{0,100}))?$`,
  'i',
);
const CLOSING = new RegExp(`</(?:${NAMES})\\s{0,8}>`, 'i');
const LONGEST_CLOSING = '</reasoning>'.length + 8;

export interface ReasoningOptions {
  /** The provider's stream begins inside the reasoning and only sends `</think>`; without one, all of it is the answer. */
  readonly startsInsideReasoning?: boolean;
}

/**
 * Removes `<think>…</think>` (also thinking, reasoning) from a stream of Markdown.
 *
 * By convention reasoning stands at the very start of an answer. Only there, and after a block of it, is it looked for, so that
 * an answer which explains `<think>` keeps its text. A block that never closes is reasoning to its end.
 *
 * When the opening tag is missing, nothing tells reasoning from answer before `</think>` comes, and what a follower has read cannot be
 * taken back. A provider known for it is read with `startsInsideReasoning`; for the others html.ts drops the tag alone.
 */
export function createReasoningStripper(options: ReasoningOptions = {}): {
  push(markdown: string): string;
  end(): string;
} {
  let state: 'before' | 'inside' | 'answer' = options.startsInsideReasoning ? 'inside' : 'before';
  let hasReasoned = false;
  let isUnopened = options.startsInsideReasoning === true;
  let held = '';
  /** Line breaks before the answer; they matter when it goes on from an earlier one. Those behind reasoning belong to it. */
  let lead = '';
  // With a missing opening tag everything may turn out to be the answer; kept apart from the part that is searched.
  const unopened: string[] = [];

  /** Goes on until the text at hand is used up; returns what belongs to the answer. */
  const advance = (): string => {
    for (;;) {
      if (state === 'answer') return take();
      if (state === 'inside') {
        const closing = CLOSING.exec(held);
        if (closing === null) {
          const searched = Math.max(0, held.length - LONGEST_CLOSING);
          if (isUnopened) unopened.push(held.slice(0, searched));
          held = held.slice(searched);
          return '';
        }
        held = held.slice(closing.index + closing[0].length);
        isUnopened = false;
        hasReasoned = true;
        lead = '';
        unopened.length = 0;
        state = 'before';
      }
      const emptyLines = /^\s*\n/.exec(held)?.[0] ?? '';
      held = held.slice(emptyLines.length);
      if (!hasReasoned) lead = (lead + emptyLines.replace(/[^\n]/g, '')).slice(0, 2);
      const opening = OPENING.exec(held);
      if (opening !== null) {
        held = held.slice(opening[0].length);
        state = 'inside';
      } else if (MAY_OPEN.test(held)) {
        return '';
      } else {
        state = 'answer';
      }
    }
  };

  const take = (): string => {
    const text = lead + held;
    lead = '';
    held = '';
    return text;
  };

  return {
    push(markdown) {
      if (state === 'answer') return markdown;
      held += markdown;
      return advance();
    },
    end() {
      if (state === 'inside' && !isUnopened) return '';
      return unopened.splice(0).join('') + take();
    },
  };
}
