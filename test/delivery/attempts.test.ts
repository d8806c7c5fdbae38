import { describe, expect, it } from 'vitest';
import { isAnotherCertain } from '../../src/delivery/answer-attempt.ts';

describe('whether WeChat will push again', () => {
  it.each([
    // attempt, attempts that arrived, the highest that was open until WeChat closed it, certain?
    ['the first of three', 1, 1, 0, 3, true],
    ['the second, when the first was held to its end', 2, 2, 1, 3, true],
    ['the second, when the first was cut before', 2, 2, 0, 3, false],
    ['the second, when the first never arrived', 2, 1, 0, 3, false],
    ['the third of three', 3, 3, 2, 3, false],
    ['the third of three that never saw the others', 3, 1, 0, 3, false],
    ['the third of four', 3, 3, 2, 4, true],
    ['the third of four, when the second was cut', 3, 3, 1, 4, false],
    ['the third of four, when the second never arrived', 3, 2, 1, 4, false],
    ['one beyond those that are known', 4, 4, 3, 3, false],
    ['the only one', 1, 1, 0, 1, false],
  ])('%s', (_title, number, arrived, heldToItsEnd, most, isCertain) => {
    const record = { newest: number, arrived, heldToItsEnd };
    expect(isAnotherCertain(record, number, most)).toBe(isCertain);
  });
});
