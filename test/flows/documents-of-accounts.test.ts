import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { AccountBook } from '../../src/accounts/account-book.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { startLiveAccounts } from '../support/live-accounts.ts';
import { addDocuments, makeFolder, systemOf } from '../support/owner-documents.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';

const TOKEN = 'tokenOfTheShop01';
const returns = (days: number) =>
  `# 退换货\n\n## 多久之内可以退货？\n\n签收之日起 ${days} 天内可以退货。\n`;

describe('documents of several accounts, over one folder', () => tellStories(() => undefined));

describe.runIf(hasRedis)('documents of several accounts, over one Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

async function remove(book: AccountBook, name: string): Promise<void> {
  const removal = book.remove(name);
  while (!(await removal.next()).done);
}

function tellStories(makePlace: () => RedisPlace | undefined): void {
  async function start() {
    const live = await startLiveAccounts(makePlace(), { answerWith: () => says('好的。') });
    const { write } = makeFolder();
    const lastSystem = () => systemOf(live.bot.model.calls.at(-1) as never);
    return { ...live, write, lastSystem };
  }

  it('what an account reads is changed at the next question, in both processes', async () => {
    const { book, command, write, servers, push, lastSystem } = await start();
    await book.add('shop', { WECHAT_TOKEN: TOKEN });
    await addDocuments(command, [write('a.md', returns(7))], { account: 'shop' });
    await addDocuments(command, [write('b.md', returns(30))], { account: 'shop', base: 'vip' });
    // On a busy machine the index takes longer than a question waits for it.
    await (await command.documentsOf('shop')).prepare(() => {});
    await push(`${servers[0]}/wechat/shop`, TOKEN, '几天内可以退货', 'oAnn');
    expect(lastSystem()).toContain('签收之日起 7 天内');
    expect(lastSystem()).not.toContain('签收之日起 30 天内');
    const { inEffect, notYet } = await book.set('shop', { KNOWLEDGE_BASES: 'vip' });
    expect([inEffect.length, notYet.length]).toEqual([2, 0]);
    await (await command.documentsOf('shop')).prepare(() => {});
    for (const [n, server] of servers.entries()) {
      await push(`${server}/wechat/shop`, TOKEN, '几天内可以退货', `oBen${n}`);
      expect(lastSystem()).toContain('签收之日起 30 天内');
      expect(lastSystem()).not.toContain('签收之日起 7 天内');
    }
  }, 60_000);

  it('a removed account takes its documents and its index along, and leaves what others read', async () => {
    const { bot, book, command, write, servers, push, lastSystem } = await start();
    await book.add('shop', { WECHAT_TOKEN: TOKEN, KNOWLEDGE_BASES: 'shop,shared' });
    await book.add('other', { WECHAT_TOKEN: TOKEN, KNOWLEDGE_BASES: 'shared' });
    await addDocuments(command, [write('a.md', returns(7))], { account: 'shop' });
    await addDocuments(command, [write('b.md', returns(30))], { account: 'shop', base: 'shared' });
    await push(`${servers[0]}/wechat/shop`, TOKEN, '几天内可以退货');
    expect(lastSystem()).toContain('签收之日起 7 天内');
    const fileOf = (base: string) => join(bot.dataDir, 'knowledge', `${base}.db`);
    expect([existsSync(fileOf('shop')), existsSync(fileOf('shared'))]).toEqual([true, true]);

    await remove(book, 'shop');
    await book.add('shop', { WECHAT_TOKEN: TOKEN, KNOWLEDGE_BASES: 'shop,shared' });
    const desk = await command.documentsOf('shop');
    expect(await desk.list()).toMatchObject([{ document: 'b.md' }]);
    await book.unset('shop', ['KNOWLEDGE_BASES']);
    await remove(book, 'shop');
    await vi.waitFor(() => expect(existsSync(fileOf('shop'))).toBe(false), { timeout: 20_000 });
    await push(`${servers[1]}/wechat/other`, TOKEN, '几天内可以退货', 'oCem');
    expect(lastSystem()).toContain('签收之日起 30 天内');
    expect(lastSystem()).not.toContain('签收之日起 7 天内');
  }, 60_000);
}
