import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createReasoningStripper,
  type ReasoningOptions,
} from '../../../src/rendering/thinking/strip-reasoning.ts';
import { createUntaggedThinking } from '../../../src/rendering/thinking/untagged-thinking.ts';
import { chunksOf } from '../markdown/markdown.ts';

function strip(chunks: readonly string[], options?: ReasoningOptions): string {
  const stripper = createReasoningStripper(options);
  return chunks.map((chunk) => stripper.push(chunk)).join('') + stripper.end();
}

it.each<[string, string, string]>([
  ['a block at the start', '<think>a</think>b', 'b'],
  ['after white space', ' \n\n <think>\na\n</think>\n\nb', 'b'],
  ['in other words', '<thinking>a</thinking>b', 'b'],
  ['in capital letters, with an attribute', '<Reasoning effort="low">a</REASONING >b', 'b'],
  [
    "in a vendor's word",
    '<think_never_used_51bce0c785ca2f68081bfa7d91973934>a</think_never_used_51bce0c785ca2f68081bfa7d91973934>b',
    'b',
  ],
  [
    'in other spellings',
    '<antThinking>a</antThinking><chain_of_thought>b</chain_of_thought>c',
    'c',
  ],
  ['two blocks', '<think>a</think>\n<think>b</think>c', 'c'],
  ['an empty block', '<think>\n\n</think>\n\nb', 'b'],
  ['a block that never closes', '<think>a b c', ''],
  ['a block that never quite closes', '<think>a </thin', ''],
  ['nothing else than the beginning of a tag', '<thin', '<thin'],
  ['another tag', '<thinker>a', '<thinker>a'],
  ['a tag in the answer', 'a <think>b</think>', 'a <think>b</think>'],
  ['a tag in code', '`<think>` is a tag', '`<think>` is a tag'],
  ['no reasoning', 'a', 'a'],
])('handles %s', (_, markdown, expected) => {
  expect(strip([markdown])).toBe(expected);
  expect(strip(markdown.split(''))).toBe(expected);
});

/** For a model that nothing is known of, whose words are not out yet. */
function stripTakingBack(chunks: readonly string[]): string {
  let answer = '';
  const stripper = createReasoningStripper({
    untagged: createUntaggedThinking('auto'),
    takeBack() {
      answer = '';
      return true;
    },
  });
  const add = (text: string) => void (answer += text);
  for (const chunk of chunks) add(stripper.push(chunk));
  add(stripper.end());
  return answer;
}

/** The same in one piece and character by character. */
function same(markdown: string, read: (chunks: readonly string[]) => string): string {
  const whole = read([markdown]);
  expect(read(markdown.split(''))).toBe(whole);
  return whole;
}
const stripped = (markdown: string) => same(markdown, (chunks) => strip(chunks));

describe('reasoning in other clothes is left out', () => {
  it.each<[string, string]>([
    ['<thought>', '<thought>\n想。\n</thought>\n\n答。'],
    ['<thoughts>', '<thoughts>想</thoughts>答。'],
    ['<reflection>', '<reflection>想</reflection>答。'],
    ['<thinking_process>', '<thinking_process>想</thinking_process>\n答。'],
    ['<inner_monologue>', '<inner_monologue>hm</inner_monologue>答。'],
    ['a name with a prefix', '<seed:think>想</seed:think>答。'],
    ['a Chinese name', '<思考过程>想</思考过程>\n\n答。'],
    ['reasoning that speaks about the user', '<think>用户问了<b>什么</b>。</think>答。'],
    [
      'details of thinking',
      '<details style="color:gray" open> <summary> Thinking... </summary>\n想。\n</details>\n\n答。',
    ],
    [
      'details of thinking in Chinese',
      '<details><summary>💭 <b>思考过程</b>（3 秒）</summary>\n\n想。\n\n</details>\n答。',
    ],
    [
      'details typed as reasoning',
      '<details type="reasoning" done="true" duration="3">\n<summary>3 s</summary>\n> 想\n</details>\n答。',
    ],
    ['Magistral', '[THINK]想[/THINK]答。'],
    ['Kimi', '◁think▷想◁/think▷答。'],
    [
      'Sky-T1',
      '<|begin_of_thought|>\n想\n<|end_of_thought|>\n\n<|begin_of_solution|>\n答。\n<|end_of_solution|>',
    ],
    ['Cohere', '<|START_THINKING|>想<|END_THINKING|><|START_RESPONSE|>答。<|END_RESPONSE|>'],
    ['Gemma', '<|channel>thought\n想\n<channel|>答。'],
    [
      'Harmony',
      '<|channel|>analysis<|message|>想<|end|><|start|>assistant<|channel|>final<|message|>答。<|return|>',
    ],
    [
      'Harmony with its start',
      '<|start|>assistant<|channel|>analysis<|message|>想 <b>x</b>.<|end|><|start|>assistant<|channel|>final<|message|>答。',
    ],
    [
      'Harmony with a commentary',
      '<|channel|>analysis<|message|>想<|end|><|start|>assistant<|channel|>commentary to=functions.x <|constrain|>json<|message|>{}<|call|><|start|>assistant<|channel|>final<|message|>答。<|end|>',
    ],
    ['Harmony without ends', '<|channel|>analysis<|message|>想<|channel|>final<|message|>答。'],
    ['Harmony without marks', 'analysisWe need to answer.assistantfinal答。'],
    ['the end of a turn', '答。<|im_end|>'],
    ['several ends', '答。<|im_end|>\n<|endoftext|>\n'],
    ['the end of a text', '答。<|endoftext|>'],
    ['Llama’s end', '答。<|eot_id|>'],
    ['DeepSeek’s end', '答。<｜end▁of▁sentence｜>'],
    ['the end of older models', '答。</s>'],
    ['Gemma’s end', '答。<end_of_turn>\n'],
    [
      'a turn that goes on',
      '答。<|im_end|>\n<|im_start|>user\n还有呢？<|im_end|>\n<|im_start|>assistant\n有。',
    ],
    ['the head of a turn', '<|im_start|>assistant\n答。<|im_end|>'],
    ['Llama’s head', '<|start_header_id|>assistant<|end_header_id|>\n\n答。<|eot_id|>'],
    ['an answer in its tag', '<answer>答。</answer>'],
    ['an answer in its tag after reasoning', '<think>想</think>\n<answer>\n答。\n</answer>\n'],
    ['a box', '<|begin_of_box|>答。<|end_of_box|>'],
    ['a box after reasoning', '<think>想</think><|begin_of_box|>答。<|end_of_box|>'],
  ])('%s', (_, markdown) => {
    expect(stripped(markdown).trim()).toBe('答。');
  });

  it('and words around a box stay', () => {
    expect(stripped('答案是 <|begin_of_box|>42<|end_of_box|>。')).toBe('答案是 42。');
  });

  it.each([
    ['Harmony', '<|channel|>analysis<|message|>想想想'],
    ['details', '<details><summary>思考</summary>想'],
  ])('to the end when it never closes: %s', (_, markdown) => {
    expect(stripped(markdown)).toBe('');
  });

  it('but given when its beginning was not sure', () => {
    const markdown = 'analysisOf(x) is a function.';
    expect(stripped(markdown)).toBe(markdown);
  });
});

describe('an answer about such marks keeps all its words', () => {
  const about = [
    '<think> 标签用来包住模型的思考。',
    '<think>标签表示思考开始，</think>表示结束。',
    '<think> 和 </think> 是 DeepSeek 的思考标签。',
    '<think>…</think> 里的内容不会显示。',
    '<think>...</think> marks reasoning.',
    '<think> is the tag that opens reasoning.',
    '<think>, </think> and <answer> are tags.',
    '“<think>”是开头标签。',
    '`<think>` 是开头，`</think>` 是结尾。',
    '`</think>` 表示思考结束。',
    '</think> 表示思考结束。',
    '</think> 标签表示思考结束。',
    '模型输出 </think> 之后才是答案。',
    '遇到</think>就结束。',
    '先输出 <think>，再输出思考，最后输出\n</think>\n然后是答案。',
    '在代码里：\n```\n思考。\n</think>\n\n答案\n```\n就这样。',
    '最后要写上 </think>',
    '模板以 <|im_start|> 开头，以 <|im_end|> 结尾。',
    '`<|im_end|>`',
    '<|im_end|> 表示一轮结束。',
    '<|endoftext|> is the end of a document.',
    '<|begin_of_box|> 和 <|end_of_box|> 是 GLM 的标记。',
    '用 `<|begin_of_box|>42<|end_of_box|>` 包住答案。',
    '<answer> 标签里放答案，例如 <answer>42</answer>。',
    '</s> 是删除线的结束标签，<s> 是开头。',
    '<details> 标签可以折叠内容。',
    '<details><summary>第一步</summary>\n打开设置。\n</details>',
    'analysis 是分析的意思。',
    'Use `<|channel|>final<|message|>` for the answer.',
    '[THINK] 是 Magistral 的标签。',
    'a < b 且 List<Thought> 很长 <',
    'if (a </think',
  ];
  it.each(about)('%s', (markdown) => {
    expect(stripped(markdown)).toBe(markdown);
    expect(same(markdown, stripTakingBack)).toBe(markdown);
  });
});

describe('a lone </think>', () => {
  it.each<[string, string]>([
    ['on a line of its own', '好的，用户问的是数字。\n他可能是学生。\n</think>\n\n答。'],
    ['after a sentence', '好的，用户问的是数字。</think>\n\n答。'],
    ['without line breaks', '我想想。</think>答。'],
    ['after a space in English', 'Okay, done thinking.\n\n</think>\nAnswer: 答。'],
    ['without punctuation before', '想好了</think>\n\n答。'],
    ['at the very start', '</think>\n\n答。'],
    ['under another name', '嗯。\n</thinking>\n答。'],
    ['before an answer in its tag', '嗯。\n</think>\n<answer>答。</answer>'],
    ['after thinking with code', '试 `a < b`。\n```\nx\n```\n</think>\n\n答。'],
  ])('ends reasoning: %s', (_, markdown) => {
    expect(same(markdown, stripTakingBack).replace('Answer: ', '').trim()).toBe('答。');
  });

  it('keeps its text in the answer when that is out already', () => {
    const options = { untagged: createUntaggedThinking('auto'), takeBack: () => false };
    expect(strip(['想。\n</think>\n\n答。'], options)).toBe('想。\n\n\n答。');
  });
});

const expecting = (): ReasoningOptions => ({ untagged: createUntaggedThinking('on') });

it('takes everything before </think> for reasoning when a provider is known to begin inside it', () => {
  expect(strip('a\n</think>\n\nb</think>'.split(''), expecting())).toBe('b</think>');
});

it('gives such a provider’s text out when no </think> came', () => {
  const text = 'a'.repeat(100);
  expect(strip(text.split(''), expecting())).toBe(text);
});

it('gives the same for any chunking', () => {
  const piece = fc.constantFrom(
    '<think>',
    '</think>',
    '<',
    '/',
    'think',
    '>',
    ' ',
    '\n',
    'a',
    '</reasoning>',
    '<thinking x>',
    '<|im_end|>',
    '<answer>',
    '</answer>',
    '<|channel|>final<|message|>',
    '`',
    '。',
    ' 和 ',
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 8 })), fc.boolean(), (markdown, sizes, isExpected) => {
      const read = isExpected
        ? (chunks: readonly string[]) => strip(chunks, expecting())
        : stripTakingBack;
      expect(read(chunksOf(markdown, sizes)).trimStart()).toBe(read([markdown]).trimStart());
    }),
    { numRuns: 3000 },
  );
});
