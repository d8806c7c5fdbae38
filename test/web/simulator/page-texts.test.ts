import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/web/simulator/texts/en.ts';
import { failuresEn, failuresZh } from '../../../src/diagnosis/failure-texts.ts';
import { reasonInChinese } from '../../../src/web/simulator/texts/reasons-zh.ts';
import { zh } from '../../../src/web/simulator/texts/zh.ts';
import { practiceTexts } from '../../../src/simulator/practice-texts.ts';

const FOLDER = fileURLToPath(new URL('../../../src/simulator/', import.meta.url));
const SOURCES = [
  'platform/read-reply',
  'platform/read-xml',
  'platform/message-crypto',
  'platform/verify-url',
  'platform/attempts',
  'simulation',
];

/** What stands in quotes as a reason, with `1` for each value. */
function reasonsIn(name: string): string[] {
  const source = readFileSync(`${FOLDER}${name}.ts`, 'utf8');
  const found = source.matchAll(
    /(?:refuse\(|fail\(|CiphertextError\(|CommandError\(|why: )\s*(?:'((?:[^'\\]|\\.)+)'|`([^`]+)`)/g,
  );
  return [...found].map(([, plain, template]) =>
    (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, '1'),
  );
}

it.each(SOURCES)('has Chinese words for every reason in %s.ts', (name) => {
  const reasons = reasonsIn(name);
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons) {
    expect(reasonInChinese(reason), reason).toMatch(/[\u4e00-\u9fff]/);
    expect(reasonInChinese(reason), reason).not.toBe(reason);
  }
});

it.each([
  [
    'timed out, failed (HTTP 500), refused (ECONNREFUSED)',
    '超时，失败（HTTP 500），拒绝连接（ECONNREFUSED）',
  ],
  ['ECONNRESET', 'ECONNRESET'],
  [
    'WeChat cannot use this answer: Content has 3000 bytes of UTF-8, more than 2048.',
    '微信读不懂这个回复：Content 有 3000 字节，超过了 2048 字节。',
  ],
])('says %j as %j', (reason, chinese) => {
  expect(reasonInChinese(reason)).toBe(chinese);
});

describe('the words of the page', () => {
  it('have advice for the same failures in both languages', () => {
    expect(Object.keys(failuresZh)).toEqual(Object.keys(failuresEn));
  });

  it('are one for each thing', () => {
    const chinese = [JSON.stringify(zh), practiceTexts.zh(''), ...Object.values(failuresZh)].join();
    for (const other of ['关注者', '用户', '资料库', '知识库', '文档', '令牌', '公众平台']) {
      expect(chinese).not.toContain(other);
    }
    const english = [JSON.stringify(en), practiceTexts.en('')].join();
    for (const other of ['fan', 'user', 'subscriber', 'knowledge base']) {
      expect(english.toLowerCase()).not.toMatch(new RegExp(`\\b${other}s?\\b`));
    }
  });

  it('of settings in advice are names that exist', () => {
    const example = readFileSync(`${FOLDER}../../.env.example`, 'utf8');
    const advice = [...Object.values(failuresZh), ...Object.values(failuresEn)].join();
    for (const [name] of advice.matchAll(/\b(?:OPENAI|HISTORY|LOG)_[A-Z_]+/g)) {
      expect(example).toContain(name);
    }
  });
});

it('has no file above 400 lines', () => {
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:tsx?|css)$/.test(name)) continue;
    expect(readFileSync(`${FOLDER}${name}`, 'utf8').split('\n').length, name).toBeLessThan(402);
  }
});
