import type { FollowersAnswer } from '../../../src/console/followers/followers-contract.ts';
import { describe, expect, it } from 'vitest';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { says, streams } from '../../support/scripted-model.ts';
import { gate, startBot, type Bot } from '../../support/start-bot.ts';

const path = ({ follower }: Bot, rest = '') =>
  `/followers/${encodeURIComponent(follower.openId)}${rest}`;

describe('a blocked follower', () => {
  it('gets nothing from the next message on, in every process, and no model is called', async () => {
    const bot = await startBot();
    const { follower, model } = bot;
    const other = await bot.startAnother();
    model.next(says('一。'), says('二。'));
    expect((await follower.says('你好')).text).toContain('一。');
    const owner = await openConsoleOf(bot);

    expect((await owner.patch(path(bot), { isBlocked: true })).body.isBlocked).toBe(true);
    for (const url of [bot.url(), other.url]) {
      bot.pointAt(url);
      const { shown, text, attempts } = await follower.says('在吗');
      expect([shown, text, attempts.length]).toEqual(['nothing', undefined, 1]);
    }
    expect(model.calls).toHaveLength(1);
    expect((await follower.says('删除我的数据')).text).toContain('确认删除');
    expect((await follower.says('确认删除')).text).not.toBeUndefined();
    expect((await follower.says('又在吗')).shown).toBe('nothing');
    const { body: kept } = await owner.get(path(bot, '/export'));
    expect([kept.turns, kept.records]).toEqual([[], [expect.anything()]]);

    await owner.patch(path(bot), { isBlocked: false });
    expect((await follower.says('现在呢')).text).toContain('二。');
  });

  it('gets nothing more of an answer that was being written, also in another process', async () => {
    const bot = await startBot({ accountKind: 'certified-service' });
    const { follower, model } = bot;
    const other = await bot.startAnother();
    const owner = await openConsoleOf(bot);
    bot.pointAt(other.url);
    const rest = gate();
    model.next(
      streams(
        { text: '第一句。' },
        { until: rest.opened },
        { text: '第二句。' },
        { finish: 'stop' },
        'done',
      ),
    );
    const asked = follower.says('长问题');
    await model.call(1);
    await owner.patch(path(bot), { isBlocked: true });
    rest.open();
    await asked;
    await follower.says('还有吗');
    expect(follower.transcript()).not.toContain('第二句');
  });
});

describe('a follower’s own limit', () => {
  it('takes the place of the account’s, which has none by day', async () => {
    const bot = await startBot();
    const { follower, model } = bot;
    model.next(says('一。'), says('二。'));
    await follower.says('一');
    const owner = await openConsoleOf(bot);
    const { body } = await owner.patch(path(bot), { questionsPerDay: 2 });
    expect(body).toMatchObject({ questionsPerDay: 2, limits: { questionsPerDay: 0 } });
    await follower.says('二');
    expect((await follower.says('三')).text).toContain('今天');
    expect(model.calls).toHaveLength(2);
    expect((await owner.get(path(bot))).body.counted).toEqual({ questions: 2, tokens: 0 });
  });
});

describe('the followers of an account', () => {
  it('are listed, noted, tagged, found, exported and deleted', async () => {
    const bot = await startBot();
    const { follower, model } = bot;
    model.next(says('我记住了。'));
    await follower.says('秘密的问题');
    const owner = await openConsoleOf(bot);
    const change = { note: ' 老客户 <b> ', tags: ['VIP', 'VIP', '上海'] };
    expect((await owner.patch(path(bot), change)).body).toMatchObject({
      ...{ note: '老客户 <b>', tags: ['VIP', '上海'], isBlocked: false, questionsPerDay: null },
      ...{ turns: 1, usage: { today: { questions: 1, calls: 1 } } },
    });

    const found = async (query: string) =>
      ((await owner.get(`/followers${query}`)).body as FollowersAnswer).items.map(
        (item) => item.openId,
      );
    const { openId } = follower;
    for (const query of ['', `?q=${openId.slice(0, 5)}`, '?q=vip', '?q=客户', '?tag=VIP'])
      expect([query, await found(query)]).toEqual([query, [openId]]);
    for (const query of ['?q=zzz', '?tag=vi', '?blocked=true'])
      expect([query, await found(query)]).toEqual([query, []]);

    const exported = await owner.get(path(bot, '/export'));
    expect(exported.headers.get('content-disposition')).toContain('attachment');
    expect(exported.body.turns[0]).toMatchObject({ question: '秘密的问题' });
    expect(JSON.stringify(exported.body.records)).toContain('老客户');

    expect((await owner.delete(path(bot))).body).toEqual({ isDeleted: true });
    expect((await owner.get(path(bot))).status).toBe(404);
    expect(await found('')).toEqual([]);
    const { body: audit } = await owner.get('/audit');
    expect(JSON.stringify(audit)).toContain('followers.delete');
    expect(JSON.stringify(audit)).not.toMatch(/老客户|VIP|秘密/);
  });

  it('are seen by viewers and changed by owners; an agent reads one card', async () => {
    const bot = await startBot();
    bot.model.next(says('一。'));
    await bot.follower.says('你好');
    const owner = await openConsoleOf(bot);
    const [viewer, agent] = [await signInAs(owner, 'viewer'), await signInAs(owner, 'agent')];
    expect((await viewer.get('/followers')).status).toBe(200);
    expect((await agent.get('/followers')).status).toBe(403);
    expect((await agent.get(path(bot))).status).toBe(200);
    for (const client of [viewer, agent]) {
      expect((await client.patch(path(bot), { note: 'x' })).status).toBe(403);
      expect((await client.delete(path(bot))).status).toBe(403);
    }
  });

  it('are refused what is too long, of another type, or of an account that is not there', async () => {
    const bot = await startBot();
    bot.model.next(says('一。'));
    await bot.follower.says('你好');
    const owner = await openConsoleOf(bot);
    const refused = [
      { note: 'x'.repeat(201) },
      { tags: ['x'.repeat(31)] },
      { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) },
      { questionsPerDay: -1 },
      { isBlocked: 'yes' },
      { other: 1 },
    ];
    for (const body of refused) expect((await owner.patch(path(bot), body)).status).toBe(400);
    expect((await owner.patch('/followers/stranger', { note: 'x' })).status).toBe(404);
    expect((await owner.get('/followers?account=none')).status).toBe(404);
  });
});
