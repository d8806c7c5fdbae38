import { createMarkStripper, type Looked } from './strip-marks.ts';
import { readBeginning, UNTAGGED, type Block } from './thinking-blocks.ts';
import type { UntaggedThinking } from './untagged-thinking.ts';

export interface ReasoningOptions {
  /** Where reasoning without an opening tag is looked for and remembered; nowhere if absent. */
  readonly untagged?: UntaggedThinking | undefined;
  /** Called if all text so far was reasoning; says whether it could be taken back. */
  readonly takeBack?: (() => boolean) | undefined;
}

/**
 * Removes reasoning and a model's own marks from a stream of Markdown: `<think>…</think>` and its kin, `<details>` with
 * a summary about thinking, and the channels of Harmony.
 *
 * By convention reasoning stands at the very start of an answer. It is looked for only there, and after a block of it,
 * so that an answer which explains `<think>` keeps its text. A block that never closes is reasoning to its end.
 *
 * If the opening tag is missing, nothing tells reasoning from answer before `</think>` arrives. What a follower has
 * read cannot be taken back, but from then on the model's answers are held until the tag, or to their end.
 */
export function createReasoningStripper(options: ReasoningOptions = {}): {
  push(markdown: string): string;
  end(): string;
} {
  const { untagged, takeBack } = options;
  const marks = createMarkStripper({ loneTags: untagged !== undefined });
  let state: 'before' | 'inside' | 'answer' = 'before';
  let block: Block | undefined;
  let isExpected = untagged?.isExpected() === true;
  let hasReasoned = false;
  let held = '';
  /** Line breaks before the answer, which matter if it continues an earlier one. Those after reasoning belong to it. */
  let lead = '';
  // A block that may turn out to be the answer, apart from the part in which its end is looked for.
  const unclosed: string[] = [];
  /** Text before a tag that may turn the text into reasoning. */
  let undecided = '';

  const enter = (entered: Block, length: number) => {
    state = 'inside';
    block = entered;
    unclosed.push(held.slice(0, length));
    held = held.slice(length);
  };

  /** Looks for the end of a block; says whether it was there. */
  const leave = ({ closing, longestClosing, unclosed: becomes }: Block): boolean => {
    const found = closing.exec(held);
    if (found === null) {
      const searched = Math.max(0, held.length - longestClosing);
      if (becomes === 'give') unclosed.push(held.slice(0, searched));
      held = held.slice(searched);
      return false;
    }
    held = held.slice(found.index + found[0].length);
    if (block === UNTAGGED) untagged?.wasSeen();
    isExpected = false;
    endBlock();
    return true;
  };

  const endBlock = () => {
    state = 'before';
    block = undefined;
    hasReasoned = true;
    lead = '';
    unclosed.length = 0;
  };

  const begin = (isWhole: boolean): 'goes on' | 'waits' => {
    const emptyLines = /^\s*\n/.exec(held)?.[0] ?? '';
    held = held.slice(emptyLines.length);
    if (!hasReasoned) lead = (lead + emptyLines.replace(/[^\n]/g, '')).slice(0, 2);
    const beginning = readBeginning(held, isWhole);
    if (beginning.is === 'unclear') return 'waits';
    if (beginning.is === 'block') enter(beginning.block, beginning.length);
    else if (beginning.is === 'mark') {
      held = held.slice(beginning.length);
      if (beginning.closer !== undefined) marks.expect(beginning.closer);
    } else if (isExpected && !isWhole) enter(UNTAGGED, 0);
    else state = 'answer';
    return 'goes on';
  };

  /** Reads on until the text at hand is used up; returns what belongs to the answer. */
  const advance = (isWhole: boolean): string => {
    let answer = undecided;
    undecided = '';
    for (;;) {
      if (block && !leave(block)) {
        if (!isWhole || block.unclosed === 'drop') return answer;
        // The held block was the answer all along.
        if (block === UNTAGGED) untagged?.wasMissed();
        held = unclosed.splice(0).join('') + held;
        block = undefined;
        state = 'answer';
      }
      if (state === 'before' && begin(isWhole) === 'waits') return answer;
      if (state !== 'answer') continue;
      const looked = take(isWhole);
      answer += looked.text;
      if (looked.afterLoneTag === undefined) {
        if (looked.isUnclear !== true) return answer;
        undecided = answer;
        return '';
      }
      if (!hasReasoned) untagged?.wasSeen();
      if (takeBack?.() === true) {
        answer = '';
        endBlock();
      }
      held = looked.afterLoneTag;
    }
  };

  const take = (isWhole: boolean): Looked => {
    const looked = marks.push(lead + held);
    lead = '';
    held = '';
    if (!isWhole || looked.afterLoneTag !== undefined) return looked;
    const rest = marks.end();
    return { ...rest, text: looked.text + rest.text };
  };

  return {
    push(markdown) {
      held += markdown;
      return advance(false);
    },
    end: () => advance(true),
  };
}
