import { describe, expect, it } from 'vitest';
import { enclose } from '../../../src/answering/enclose.ts';
import { fitResult } from '../../../src/answering/tools/fit-result.ts';

const ROOM = 16 * 1024;

describe('a result that is longer than a model may read', () => {
  it.each(['page', 'result', 'tool'] as const)('ends its enclosure <%s> all the same', (mark) => {
    const told = `A stranger wrote it.\n${enclose(mark, '水'.repeat(12_000))}\nThe rest was left out.`;
    const fitted = fitResult(told, 0, 'zh');
    expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(ROOM);
    expect(Buffer.byteLength(fitted)).toBeGreaterThan(ROOM - 100);
    expect(fitted.match(new RegExp(`</${mark}>`, 'g'))).toHaveLength(1);
    expect(fitted).toMatch(new RegExp(`水\\n</${mark}>\\n[^水]*$`));
  });

  it('ends each enclosure once, whichever is cut', () => {
    const told = `${enclose('page', 'one')}\n${enclose('page', 'x'.repeat(20_000))}`;
    expect(fitResult(told, 0, 'en').match(/<\/page>/g)).toHaveLength(2);
  });

  it('is cut between characters where it is not enclosed', () => {
    const fitted = fitResult('👩🏽'.repeat(10_000), 0, 'en');
    expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(ROOM);
    expect(fitted.isWellFormed()).toBe(true);
    expect(fitted).not.toContain('\ufffd');
  });
});
