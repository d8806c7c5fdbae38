import { expect, it } from 'vitest';
import { createRefusalGate } from '../../../src/answering/passages/refusal-gate.ts';

const REFUSAL = '抱歉，没有找到。请点<a href="https://shop.example.com">人工</a>';

function pass(pieces: readonly string[], refusal: string | undefined = REFUSAL) {
  const gate = createRefusalGate(refusal);
  const passed = pieces.map((piece) => gate.push(piece));
  return { passed, isRefusal: gate.isRefusal(), held: gate.end() };
}

it.each([
  [[REFUSAL]],
  [[...REFUSAL]],
  [['抱歉，没有找到。', '请点人工 [1]']],
  [['**抱歉**，没有找到。请点「人工」\n']],
])('an answer that is the refusal, %j, is held and known', (pieces) => {
  const { passed, isRefusal } = pass(pieces);
  expect(passed.join('')).toBe('');
  expect(isRefusal).toBe(true);
});

it('an answer that begins like it passes as soon as it is another', () => {
  const { passed, isRefusal } = pass(['抱歉，', '没有', '货了。', '明天来。']);
  expect(passed).toEqual(['', '', '抱歉，没有货了。', '明天来。']);
  expect(isRefusal).toBe(false);
});

it('a half of it is an answer, and so is more than it', () => {
  expect(pass(['抱歉，没有'])).toMatchObject({ isRefusal: false, held: '抱歉，没有' });
  expect(pass([REFUSAL, '不过可以问别的']).isRefusal).toBe(false);
});

it('nothing is held where nothing is refused', () => {
  const gate = createRefusalGate(undefined);
  expect(gate.push('抱歉，')).toBe('抱歉，');
  expect(gate.isRefusal()).toBe(false);
});
