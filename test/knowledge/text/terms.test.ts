import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/knowledge/text/parse-query.ts';
import { stem } from '../../../src/knowledge/text/stem.ts';
import { builtInSynonyms } from '../../../src/knowledge/text/synonyms.ts';
import { indexTermsOf, relatedTermsOf, termsOf } from '../../../src/knowledge/text/terms.ts';

/** Not the term for what a word means. */
const isWord = (term: string): boolean => !term.startsWith('σ');

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
    expect(termsOf(text).filter(isWord)).toEqual(terms);
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

describe('indexTermsOf', () => {
  it.each(['多少钱一个𠮷，sign in or log in with OPENAI_MODEL', '怎么退货 how much', ''])(
    'has the terms of both kinds for "%s"',
    (text) => {
      const both = [...termsOf(text), ...relatedTermsOf(text)];
      expect(indexTermsOf(text, builtInSynonyms)).toEqual(both);
    },
  );
});

describe('words for the same thing', () => {
  it.each([
    ['怎么安装', '部署步骤'],
    ['要多少钱', '收费标准'],
    ['how much does it cost', 'free of charge'],
    ['管理页面', '后台'],
    ['更新', '升级'],
    ['pictures', '图片'],
    ['退钱', '退款'],
    ['几点打烊', '营业时间'],
  ])('%s and %s share a term', (one, other) => {
    const meanings = termsOf(one).filter((term) => !isWord(term));
    expect(termsOf(other)).toEqual(expect.arrayContaining(meanings.slice(0, 1)));
    expect(meanings).not.toEqual([]);
  });

  it('takes the longer of two words', () => {
    expect(termsOf('多少钱').filter((term) => !isWord(term))).toHaveLength(1);
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
    ['收不收钱', ['收钱']],
    ['能不能识图', ['识图']],
    ['How-do-I-deploy-it-to-a-server?', ['deploy', 'server', 'howdoideployittoaserver']],
  ])('looks for the subject of "%s"', (question, terms) => {
    expect(
      parseQuery(question)
        .terms.map(({ text }) => text)
        .filter(isWord),
    ).toEqual(terms);
  });

  it('stays small for an endless question', () => {
    expect(parseQuery('退款政策说明'.repeat(20_000)).units).toBeLessThanOrEqual(200);
  });
});
