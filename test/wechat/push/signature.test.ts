import { describe, expect, it } from 'vitest';
import { isSignedBy, sign } from '../../../src/wechat/push/signature.ts';
import { vectors } from './vectors.ts';

describe('signing', () => {
  it.each(vectors.signature)('computes the published signature $id', (vector) => {
    const encrypted = vector.encrypt === undefined ? [] : [vector.encrypt];
    expect(sign(vector.token, vector.timestamp, vector.nonce, ...encrypted)).toBe(vector.expected);
  });

  it('does not reorder the array of its caller', () => {
    const parts = ['c', 'b', 'a'];
    expect(sign(...parts)).toBe(sign('a', 'b', 'c'));
    expect(parts).toEqual(['c', 'b', 'a']);
  });
});

describe('comparing signatures', () => {
  const signature = sign('token', '1', '2');

  it.each([
    ['the same', signature, true],
    ['another', sign('other', '1', '2'), false],
    ['a shorter one', signature.slice(0, 39), false],
    ['a longer one', `${signature}0`, false],
    ['none', '', false],
    ['one of the same length in characters but not in bytes', 'é'.repeat(40), false],
  ])('tells %s', (_, given, expected) => {
    expect(isSignedBy(signature, given)).toBe(expected);
  });
});
