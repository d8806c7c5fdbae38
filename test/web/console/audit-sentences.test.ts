import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeDeed } from '../../../src/web/console/pages/audit/audit-sentences.ts';

const SOURCES = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Every action that a route or a book writes into the audit. */
const ACTIONS = ['console', 'server/console'].flatMap((folder) =>
  readdirSync(`${SOURCES}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(`${SOURCES}${folder}/${file}`, 'utf8');
      return [...source.matchAll(/\baction: '([^']+)'/g)].map(([, action = '']) => action);
    }),
);

it.each([...new Set(ACTIONS)])('has a sentence for the deed %s in both languages', (action) => {
  const deed = { action, target: 'xiaoli', details: {} };
  expect(describeDeed(deed, 'zh')).toMatch(/^[^·]*[\u4e00-\u9fff][^·]*$/);
  expect(describeDeed(deed, 'en')).toMatch(/^[A-Z][^·\u4e00-\u9fff]*$/);
});

it.each([
  [
    { action: 'settings.change', target: 'default', details: { OPENAI_MODEL: 'a', HISTORY: '3' } },
    '修改了设置 OPENAI_MODEL=a, HISTORY=3',
  ],
  [
    { action: 'settings.undo', target: 'OPENAI_MODEL', details: { account: 'shop' } },
    '撤销了对 OPENAI_MODEL 的修改（公众号 shop）',
  ],
  [
    { action: 'followers.change', target: 'oA', details: { account: 'default', isBlocked: true } },
    '拉黑了粉丝 oA',
  ],
  [
    { action: 'sign-in.failed', target: 'owner', details: { times: 3 } },
    '用 owner 登录失败 3 次：密码不对',
  ],
  [{ action: 'user.change', target: 'li', details: { password: true } }, '重设了 li 的密码'],
])('says what was changed, and of which account: %j', (deed, sentence) => {
  expect(describeDeed(deed, 'zh')).toBe(sentence);
});

it('shows a deed of another version as it was kept', () => {
  const deed = { action: 'toString', target: 'tea', details: { cups: 2 } };
  expect(describeDeed(deed, 'zh')).toBe('toString · tea · cups: 2');
});
