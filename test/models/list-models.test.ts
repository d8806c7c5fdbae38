import { describe, expect, it } from 'vitest';
import { readModelNames } from '../../src/models/list-models.ts';

describe('a list of models', () => {
  it.each([
    ['{"object":"list","data":[{"id":"a","object":"model"},{"id":"b/c"}]}', ['a', 'b/c']],
    ['[{"id":"a"},{"id":"b"}]', ['a', 'b']],
    ['["a","b"]', ['a', 'b']],
    ['{"models":[{"name":"models/gemini-3"},{"name":"qwen3:8b"}]}', ['gemini-3', 'qwen3:8b']],
    ['{"data":["a",{"id":5},{"id":"b"},null]}', ['a', 'b']],
    ['{"data":null}', []],
    ['{}', []],
  ])('is read from %s', (text, names) => {
    expect(readModelNames(text)).toEqual(names);
  });
});
