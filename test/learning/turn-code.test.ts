import { expect, it } from 'vitest';
import { readFeedback } from '../../src/inbox/read-feedback.ts';
import { makeTurnCode, readTurnCode } from '../../src/learning/turn-code.ts';
import { newId } from '../../src/runtime/new-id.ts';

it('a code leads to the sequence of its turn, and knows the turn from others with the same', () => {
  for (const sequence of [1, 35, 36, 1295, 50_000, 2_000_000_000]) {
    const id = newId();
    const code = makeTurnCode({ id, sequence });
    expect(readTurnCode(code)?.sequence).toBe(sequence);
    expect(readTurnCode(code)?.isOf(id)).toBe(true);
    expect(readFeedback(`👍${code}`)).toEqual({ verdict: 'up', code });
  }
  const code = readTurnCode(makeTurnCode({ id: 'one', sequence: 1 }));
  const others = Array.from({ length: 1000 }, (_, n) => `other ${n}`);
  expect(others.filter((id) => code?.isOf(id)).length).toBeLessThan(3);
});

it.each(['', 'abc', 'ABCD', '1a-2', '../x', 'a'.repeat(40)])('%j is no code', (code) => {
  expect(readTurnCode(code)).toBeUndefined();
});
