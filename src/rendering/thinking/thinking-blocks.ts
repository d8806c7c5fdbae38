import {
  FIRST_CLOSING_TAG,
  LONGEST_CLOSING_TAG,
  MAY_BECOME_TAG,
  OPENING_TAG,
  SPEAKS_ABOUT_TAG,
  TELLING_LENGTH,
} from './thinking-tags.ts';

/** The end of a block of reasoning. */
export interface Block {
  readonly closing: RegExp;
  readonly longestClosing: number;
  /** The fate of a block that never closes. Some beginnings are not certain enough to lose words. */
  readonly unclosed: 'drop' | 'give';
}

/** The kind of text at the start of an answer, or after a block of reasoning. */
export type Beginning =
  | { readonly is: 'answer' }
  /** More text is needed. */
  | { readonly is: 'unclear' }
  | { readonly is: 'block'; readonly length: number; readonly block: Block }
  /** A mark around the answer; `closer` is its counterpart at the end. */
  | { readonly is: 'mark'; readonly length: number; readonly closer?: string };

/** Reasoning whose opening tag is missing. */
export const UNTAGGED: Block = {
  closing: FIRST_CLOSING_TAG,
  longestClosing: LONGEST_CLOSING_TAG,
  unclosed: 'give',
};

const ANSWER: Beginning = { is: 'answer' };
const UNCLEAR: Beginning = { is: 'unclear' };

/** Pairs of other vendors: Magistral, Kimi, Sky-T1, Cohere, Gemma. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['[think]', '[/think]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|start_thinking|>', '<|end_thinking|>'],
  ['<|think|>', '<|/think|>'],
  ['<|channel>thought', '<channel|>'],
];
/** Marks around an answer, with what ends it. */
const MARKS: readonly (readonly [string, string | undefined])[] = [
  ['<answer>', '</answer>'],
  ['<final_answer>', '</final_answer>'],
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
  ['<|start_response|>', '<|end_response|>'],
  ['<|im_start|>assistant', undefined],
  ['<|start_header_id|>assistant<|end_header_id|>', undefined],
  ['<|assistant|>', undefined],
];

const INDENT = /^[^\S\n]{0,200}/;
const HARMONY =
  /^(?:<\|start\|>assistant\s{0,4})?<\|channel\|>\s{0,4}(\w{1,20})[^<]{0,200}(?:<\|constrain\|>\s?\w{0,20}\s?)?<\|message\|>/;
const HARMONY_BLOCK: Block = {
  closing: /<\|(?:end|call|return)\|>|(?=<\|(?:start|channel)\|>)/,
  longestClosing: '<|channel|>'.length,
  unclosed: 'drop',
};
const LONGEST_HARMONY = 320;
/** The same after a server has removed the marks: a word joined to the next one. */
const BARE_HARMONY: Block = {
  closing: /assistant\s{0,2}final(?![a-z])/,
  longestClosing: 'assistant  final'.length + 1,
  unclosed: 'give',
};
const DETAILS =
  /^<details\b([^<>]{0,200})>\s{0,20}<summary\b[^<>]{0,100}>((?:[^<]{0,200}<\/?(?!summary)\w{1,8}[^<>]{0,60}>){0,4}[^<]{0,200})<\/summary>/i;
const LONGEST_DETAILS = 1200;
const THINKING_WORDS = /思考|推理|思维|思路|think|thought|reason/i;

/** Reads the beginning of a text. With `isWhole`, no more of it will arrive. */
export function readBeginning(held: string, isWhole: boolean): Beginning {
  const indent = INDENT.exec(held)?.[0].length ?? 0;
  const text = held.slice(indent);
  if (text === '') return isWhole || indent >= 200 ? ANSWER : UNCLEAR;
  const found = [readTag, readPair, readHarmony, readDetails, readMark]
    .map((read) => read(text, isWhole))
    .find(({ is }) => is !== 'answer');
  if (!found) return ANSWER;
  return 'length' in found ? { ...found, length: indent + found.length } : found;
}

function readTag(text: string, isWhole: boolean): Beginning {
  OPENING_TAG.lastIndex = 0;
  const tag = OPENING_TAG.exec(text)?.[0];
  if (tag === undefined) return !isWhole && MAY_BECOME_TAG.test(text) ? UNCLEAR : ANSWER;
  const block: Block = {
    closing: FIRST_CLOSING_TAG,
    longestClosing: LONGEST_CLOSING_TAG,
    unclosed: 'drop',
  };
  return unlessSubject(text.slice(tag.length), isWhole, { is: 'block', length: tag.length, block });
}

/** Finds no mark if the answer explains it, because such an answer may begin with it. */
function unlessSubject(after: string, isWhole: boolean, found: Beginning): Beginning {
  if (SPEAKS_ABOUT_TAG.test(after)) return ANSWER;
  const isTold = isWhole || after.length >= TELLING_LENGTH || /^\s*\n/.test(after);
  return isTold ? found : UNCLEAR;
}

function readPair(text: string, isWhole: boolean): Beginning {
  const lower = text.slice(0, LONGEST_CLOSING_TAG).toLowerCase();
  for (const [opener, closer] of PAIRS) {
    if (lower.startsWith(opener)) {
      const closing = new RegExp(closer.replace(/[[\]|/]/g, '\\$&'), 'i');
      const block: Block = { closing, longestClosing: closer.length, unclosed: 'drop' };
      const found: Beginning = { is: 'block', length: opener.length, block };
      return unlessSubject(text.slice(opener.length), isWhole, found);
    }
    if (!isWhole && opener.startsWith(lower)) return UNCLEAR;
  }
  return ANSWER;
}

function readHarmony(text: string, isWhole: boolean): Beginning {
  const head = HARMONY.exec(text);
  if (head !== null) {
    const length = head[0].length;
    if (head[1] === 'final') return { is: 'mark', length };
    return { is: 'block', length, block: HARMONY_BLOCK };
  }
  const mayBecome = ['<|start|>assistant', '<|channel|>'].some(
    (mark) => mark.startsWith(text) || text.startsWith(mark),
  );
  if (!isWhole && mayBecome && text.length < LONGEST_HARMONY) return UNCLEAR;
  if (/^analysis(?=[A-Z]|用户|我们|需要)/.test(text))
    return { is: 'block', length: 'analysis'.length, block: BARE_HARMONY };
  return !isWhole && 'analysis'.startsWith(text) ? UNCLEAR : ANSWER;
}

function readDetails(text: string, isWhole: boolean): Beginning {
  const head = DETAILS.exec(text);
  if (head !== null) {
    const [whole, attributes = '', summary = ''] = head;
    if (!THINKING_WORDS.test(attributes + summary)) return ANSWER;
    const block: Block = {
      closing: /<\/details\s{0,8}>/i,
      longestClosing: '</details>'.length + 8,
      unclosed: 'drop',
    };
    return { is: 'block', length: whole.length, block };
  }
  if (isWhole || text.length > LONGEST_DETAILS || /<\/summary>/i.test(text)) return ANSWER;
  const afterTag = /^<details\b[^<>]{0,200}(?:>\s{0,20}(.{0,8}))?/i.exec(text);
  const next = (afterTag?.[1] ?? '').toLowerCase();
  const goesOn = '<summary'.startsWith(next) || next.startsWith('<summary');
  return afterTag !== null && goesOn ? UNCLEAR : ANSWER;
}

function readMark(text: string, isWhole: boolean): Beginning {
  const lower = text.slice(0, LONGEST_CLOSING_TAG).toLowerCase();
  for (const [mark, closer] of MARKS) {
    if (lower.startsWith(mark)) {
      const found: Beginning = { is: 'mark', length: mark.length, ...(closer && { closer }) };
      return unlessSubject(text.slice(mark.length), isWhole, found);
    }
    if (!isWhole && mark.startsWith(lower)) return UNCLEAR;
  }
  return ANSWER;
}
