import {
  CLOSING_TAG,
  MAY_BECOME_TAG,
  OPENING_TAG,
  SPEAKS_ABOUT_TAG,
  TELLING_LENGTH,
} from './thinking-tags.ts';

/** A part of an answer in which marks were looked for. */
export interface Looked {
  /** Without marks. */
  readonly text: string;
  /** The text after a `</think>` without an opening tag; the text before it was reasoning. */
  readonly afterLoneTag?: string;
  /** Whether more text must show that a closing tag is of that kind. */
  readonly isUnclear?: boolean;
}

/** Removes a model's own marks from an answer: ends of turns, boxes, and the counterpart of an opening mark. */
export interface MarkStripper {
  push(text: string): Looked;
  end(): Looked;
  /** Removes the counterpart of a mark that opened the answer. */
  expect(closer: string): void;
}

const END_OF_TURN =
  /(?:<\|(?:im_end|endoftext|end_of_text|eot_id|eom_id|end_of_turn|end_of_sentence|end|return|endofassistant)\|>|<[|｜]end▁of▁sentence[|｜]>|<\/s>|<end_of_turn>|<eos>)/iy;
const NEXT_TURN =
  /<\|(?:im_start|start|start_header_id|user|system|observation)\|>|<[|｜](?:User|Assistant)[|｜]>|<start_of_turn>/iy;
const BOX = /<\|(?:begin|end)_of_box\|>/iy;
const ENDS_SENTENCE = /[。！？!?.…～~」』”’）)]$/;
/** The number of blanks after the end of a turn that are held for more text. */
const MOST_BLANKS = 200;
const FENCE = /^\s{0,3}(?:```|~~~)/;

/**
 * Creates a stripper. Marks count only where the text does not name them, that is outside of code and sentences.
 * With `loneTags` it looks for a closing tag without an opening one.
 */
export function createMarkStripper({ loneTags }: { readonly loneTags: boolean }): MarkStripper {
  let held = '';
  let closer: string | undefined;
  let isOver = false;
  let hasOpening = false;
  // The line so far, as far as it tells something, and the code in it.
  let lineHead = '';
  let isLineBlank = true;
  let codeMarks = 0;
  let isFenced = false;
  let latest = '';

  /** Takes note of released text. */
  const pass = (text: string): string => {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      noteLine(text.slice(from, end));
      if (FENCE.test(lineHead)) isFenced = !isFenced;
      lineHead = '';
      isLineBlank = true;
      codeMarks = 0;
      latest = '\n';
      from = end + 1;
    }
    noteLine(from === 0 ? text : text.slice(from));
    return text;
  };
  const noteLine = (piece: string) => {
    if (piece === '') return;
    if (lineHead.length < 8) lineHead = (lineHead + piece).slice(0, 8);
    isLineBlank &&= piece.trim() === '';
    if (piece.includes('`')) codeMarks += (latest + piece).match(/(?<!`)`/g)?.length ?? 0;
    if (latest === '`' && piece.includes('`')) codeMarks -= 1;
    latest = piece.slice(-1);
  };

  /** Reads the mark at the start of the held text; `undefined` waits for more. */
  const readMark = (
    isWhole: boolean,
  ): { keep: number } | { drop: number } | 'lone tag' | undefined => {
    const isInCode = isFenced || codeMarks % 2 === 1;
    const opening = matchAtStart(OPENING_TAG, held);
    if (opening !== undefined) {
      hasOpening = true;
      return { keep: opening.length };
    }
    if (isInCode) return !isWhole && MAY_BECOME_TAG.test(held) ? undefined : { keep: 1 };
    const isTold = (after: string) => isWhole || after.length >= TELLING_LENGTH;

    const closing = matchAtStart(CLOSING_TAG, held);
    if (closing !== undefined) {
      if (!loneTags || hasOpening) return { keep: closing.length };
      const after = held.slice(closing.length);
      const isLineTold = isLineBlank ? /^[^\S\n]*\n/ : /^[^\S\n]*\n\s*\S/;
      if (!isTold(after) && !isLineTold.test(after)) return undefined;
      return isLone(after) ? 'lone tag' : { keep: closing.length };
    }
    if (closer !== undefined && held.toLowerCase().startsWith(closer))
      return { drop: closer.length };
    const box = matchAtStart(BOX, held);
    if (box !== undefined) {
      const after = held.slice(box.length);
      if (!isTold(after)) return undefined;
      return SPEAKS_ABOUT_TAG.test(after) ? { keep: box.length } : { drop: box.length };
    }
    const end = matchAtStart(END_OF_TURN, held);
    if (end !== undefined) {
      const after = held.slice(end.length).trimStart();
      if (after === '' && held.length > MOST_BLANKS) return { drop: end.length };
      if (after === '') return isWhole ? { drop: held.length } : undefined;
      if (matchAtStart(NEXT_TURN, after) !== undefined) {
        isOver = true;
        return { drop: held.length };
      }
      if (matchAtStart(END_OF_TURN, after) !== undefined)
        return { drop: held.length - after.length };
      return !isWhole && MAY_BECOME_TAG.test(after) ? undefined : { keep: end.length };
    }
    return !isWhole && MAY_BECOME_TAG.test(held) ? undefined : { keep: 1 };
  };

  /** Says whether reasoning ends here, with its line or its sentence. */
  const isLone = (after: string): boolean => {
    if (SPEAKS_ABOUT_TAG.test(after)) return false;
    if (isLineBlank) return true;
    if (after.trim() === '') return false;
    if (/^[^\S\n]*\n\s*\n/.test(after)) return latest.trim() !== '';
    return ENDS_SENTENCE.test(latest);
  };

  const look = (isWhole: boolean): Looked => {
    let text = '';
    for (;;) {
      const at = held.indexOf('<');
      if (at === -1 || isOver) {
        if (!isOver) text += pass(held);
        held = '';
        return { text };
      }
      text += pass(held.slice(0, at));
      held = held.slice(at);
      const mark = readMark(isWhole);
      if (mark === undefined)
        return { text, isUnclear: loneTags && matchAtStart(CLOSING_TAG, held) !== undefined };
      if (mark === 'lone tag') {
        const afterLoneTag = held.slice(matchAtStart(CLOSING_TAG, held)?.length);
        held = '';
        return { text, afterLoneTag };
      }
      if ('keep' in mark) text += pass(held.slice(0, mark.keep));
      held = held.slice('keep' in mark ? mark.keep : mark.drop);
    }
  };

  return {
    push(text) {
      held += text;
      return look(false);
    },
    end: () => look(true),
    expect: (mark) => void (closer = mark),
  };
}

function matchAtStart(pattern: RegExp, text: string): string | undefined {
  pattern.lastIndex = 0;
  return pattern.exec(text)?.[0];
}
