import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../../src/rendering/markdown/line-splitter.ts';

describe('splitting a text at its line breaks', () => {
  it.each(['a\nb', 'a\r\nb', 'a\rb'])('takes %j for two lines', (text) => {
    expect(createLineSplitter().split(text)).toEqual([{ text: 'a' }, 'line break', { text: 'b' }]);
  });

  it('counts a carriage return and line feed once although they come in two pieces', () => {
    const { split } = createLineSplitter();
    expect(split('a\r')).toEqual([{ text: 'a' }, 'line break']);
    expect(split('\nb')).toEqual([{ text: 'b' }]);
    expect(split('\n\n')).toEqual(['line break', 'line break']);
  });
});
