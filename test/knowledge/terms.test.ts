import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/knowledge/read-question.ts';
import { stem, termsOf } from '../../src/knowledge/terms.ts';

describe('termsOf', () => {
  it.each<[string, string[]]>([
    ['退款政策', ['退款', '款政', '政策', '策']],
    ['税', ['税']],
    ['用PM2重启', ['用', 'pm2', '重启', '启']],
    ['WECHAT_TOKEN', ['wechat', 'token', 'wechattoken']],
    ['ＡＰＩ密钥', ['api', '密钥', '钥']],
    ['"a" OR b* NEAR(c)', ['a', 'or', 'b', 'near', 'c']],
    ['🙂 --- ;', []],
  ])('finds the words of %s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it.each([
    ['settings', 'setting'],
    ['deployed', 'deploying'],
    ['replies', 'reply'],
    ['configure', 'configuration'],
    ['address', 'addresses'],
  ])('takes %s and %s for one word', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });
});

describe('readQuestion', () => {
  it.each([
    ['怎么部署', ['部署']],
    ['请问如何设置密钥呢？', ['设置', '置密', '密钥']],
    ['太长了怎么办', ['太长', '长了', '长']],
    ['How do I deploy it?', ['deploy']],
    ['怎么办', []],
    ['what is it', []],
    ['谁', []],
  ])('looks for the subject of "%s"', (question, terms) => {
    expect(readQuestion(question).terms.map(({ text }) => text)).toEqual(terms);
  });

  it('stays small for an endless question', () => {
    expect(readQuestion('退款政策说明'.repeat(20_000)).units).toBeLessThanOrEqual(200);
  });
});
