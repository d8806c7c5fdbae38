import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console/console-world.ts';
import { says } from '../support/scripted-model.ts';
import { startBot } from '../support/start-bot.ts';

describe('what is changed in the console', () => {
  it('is in the prompt of the next question in two processes, and is undone with one call', async () => {
    const bot = await startBot({ attemptMs: 5000, answerWith: () => says('好的。') });
    const other = await bot.startAnother();
    const { call } = await openConsoleWorld({ WECHAT_TOKEN: bot.token }, { dataDir: bot.dataDir });
    const promptIn = async (url: string, openId: string) => {
      bot.pointAt(url);
      const before = bot.model.calls.length;
      await bot.platform.follower(openId).says('你好');
      const { messages } = (await bot.model.call(before + 1)).body;
      return messages.find(({ role }) => role === 'system')?.content ?? '';
    };
    const everywhere = async (n: number) => [
      await promptIn(bot.url(), `oOne${n}`),
      await promptIn(other.url, `oTwo${n}`),
    ];

    const changed = await call('PATCH', '/settings', { SYSTEM_PROMPT: '你是茶馆的掌柜。' });
    expect(changed.body).toMatchObject({ inEffect: 2, notYet: [] });
    for (const prompt of await everywhere(1)) expect(prompt).toContain('你是茶馆的掌柜。');

    const undone = await call('POST', '/settings/undo', { name: 'SYSTEM_PROMPT' });
    expect(undone.body).toMatchObject({ inEffect: 2, notYet: [] });
    for (const prompt of await everywhere(2)) expect(prompt).not.toContain('茶馆');

    const persona = { name: '镖师', prompt: '你是走镖的镖师。' };
    expect((await call('POST', '/personas', persona)).status).toBe(200);
    expect((await call('PATCH', '/settings', { PERSONA: '镖师' })).body).toMatchObject({
      inEffect: 2,
    });
    for (const prompt of await everywhere(3)) expect(prompt).toContain('你是走镖的镖师。');
  });
});
