import type { Overview } from '../../../src/console/overview/overview-contract.ts';
import { describe, expect, it } from 'vitest';
import { openConsoleOf } from '../../support/console-client.ts';
import { refuses, says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

describe('the overview', () => {
  it('tells messages, answers by way and time, failures with what to do, and what models used', async () => {
    const bot = await startBot();
    const { follower, model } = bot;
    model.next(says('一。'), refuses(401));
    await follower.says('你好');
    await follower.says('坏了');
    const owner = await openConsoleOf(bot);
    const read = async () => (await owner.get('/overview?days=7')).body as Overview;
    // Counts are written within a second.
    await expect.poll(async () => (await read()).failures.length, { timeout: 5000 }).toBe(1);
    const overview = await read();
    expect(overview.series).toHaveLength(7);
    expect(overview.series.at(-1)).toMatchObject({
      ...{ day: overview.today, messages: 2, questions: 2, failures: 1 },
    });
    expect(overview.messages).toEqual({ text: 2 });
    expect(overview.ways['passive']).toBeGreaterThanOrEqual(1);
    expect(overview.firstWords.medianMs).toBeGreaterThan(0);
    expect(overview.failures[0]).toMatchObject({ code: 'key', count: 1 });
    expect(overview.failures[0]?.remedy).toMatch(/Models page|模型/);
    expect(overview.cost.models[0]).toMatchObject({ calls: expect.any(Number) as number });
    expect(overview.next).toBe('nothing');
  });

  it('shows an alarm that is open, although none is sent anywhere', async () => {
    const bot = await startBot();
    bot.model.next(refuses(401));
    await bot.follower.says('坏了');
    const owner = await openConsoleOf(bot);
    const read = async () => ((await owner.get('/overview')).body as Overview).alarms;
    await expect.poll(read).toHaveLength(1);
    expect((await read())[0]?.sentence).toContain('OPENAI_API_KEY');
  });

  it('of a new installation names the next step', async () => {
    const bot = await startBot({ withoutModel: true });
    const owner = await openConsoleOf(bot);
    const { body } = await owner.get('/overview');
    expect([body.next, body.messages]).toEqual(['connect a model', {}]);
  });
});
