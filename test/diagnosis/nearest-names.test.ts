import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/diagnosis/nearest-names.ts';

describe('the nearest names', () => {
  const names = [
    'text-embedding-v4',
    'qwen3.7-plus',
    'qwen3.8-max',
    'deepseek-v4-flash',
    'deepseek-v4-pro',
    'glm-5.2',
  ];

  it.each([
    ['deepseek-v3-flash', 'deepseek-v4-flash'],
    ['qwen3.5-plus', 'qwen3.7-plus'],
    ['Qwen-Max', 'qwen3.8-max'],
    ['glm-5', 'glm-5.2'],
    ['deepseekv4pro', 'deepseek-v4-pro'],
  ])('of %s begin with %s', (wanted, nearest) => {
    expect(nearestNames(wanted, names)[0]).toBe(nearest);
  });

  it('are few, and none that has nothing in common', () => {
    expect(nearestNames('deepseek-chat', names, 2)).toEqual([
      'deepseek-v4-pro',
      'deepseek-v4-flash',
    ]);
    expect(nearestNames('xyz', ['abc'])).toEqual([]);
  });
});
