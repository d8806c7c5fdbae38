import { describe, expect, it } from 'vitest';
import { readAtMost } from '../../src/runtime/read-at-most.ts';

async function* pieces(given: string[]): AsyncGenerator<Buffer> {
  while (given.length > 0) yield Promise.resolve(Buffer.from(given.shift() ?? ''));
}

describe('reading up to a limit', () => {
  it('returns everything up to the very limit', async () => {
    const { bytes, isWhole } = await readAtMost(pieces(['abc', 'de']), 5);
    expect(bytes.toString()).toBe('abcde');
    expect(isWhole).toBe(true);
  });

  it('gives up what follows once the limit is exceeded', async () => {
    const given = ['abc', 'def', 'ghi'];
    const { bytes, isWhole } = await readAtMost(pieces(given), 5);
    expect(bytes.toString()).toBe('abcdef');
    expect(isWhole).toBe(false);
    expect(given).toEqual(['ghi']);
  });
});
