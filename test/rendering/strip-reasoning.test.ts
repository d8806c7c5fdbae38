import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createReasoningStripper,
  type ReasoningOptions,
} from '../../src/rendering/strip-reasoning.ts';
import { chunksOf } from './markdown.ts';

function strip(chunks: readonly string[], options?: ReasoningOptions): string {
  const stripper = createReasoningStripper(options);
  return chunks.map((chunk) => stripper.push(chunk)).join('') + stripper.end();
}

it.each<[string, string, string]>([
  ['a block at the start', '<think>a</think>b', 'b'],
  ['after white space', ' \n\n <think>\na\n</think>\n\nb', 'b'],
  ['in other words', '<thinking>a</thinking>b', 'b'],
  ['in capital letters, with an attribute', '<Reasoning effort="low">a</REASONING >b', 'b'],
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

it('takes everything before </think> for reasoning when a provider is known to begin inside it', () => {
  expect(strip('a\n</think>\n\nb</think>'.split(''), { startsInsideReasoning: true })).toBe(
    'b</think>',
  );
});

it('gives such a provider’s text out when no </think> came', () => {
  const text = 'a'.repeat(100);
  expect(strip(text.split(''), { startsInsideReasoning: true })).toBe(text);
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
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat({ max: 8 })),
      fc.boolean(),
      (markdown, sizes, startsInsideReasoning) => {
        const options = { startsInsideReasoning };
        const whole = strip([markdown], options).trimStart();
        expect(strip(chunksOf(markdown, sizes), options).trimStart()).toBe(whole);
      },
    ),
    { numRuns: 1000 },
  );
});
