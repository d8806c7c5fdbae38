import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { says, streams, type ModelScript } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';

const PLAYED = fileURLToPath(new URL('../fixtures/mcp/played-server.js', import.meta.url));

/** A bot with a server of tools that behaves so. */
function startWith(behaviour: string): Promise<Bot> {
  const shop = { command: process.execPath, args: [PLAYED, behaviour], timeoutSeconds: 1 };
  return startBot({
    attemptMs: 5000,
    settings: { MCP_CONFIG: JSON.stringify({ mcpServers: { shop } }), TOOLS: 'off' },
  });
}

async function untilLogged({ logs }: Bot, code: string): Promise<void> {
  while (!logs.some((line) => line['code'] === code)) await systemClock.sleep(10);
}

const asksFor = (name: string, given = '{}'): ModelScript => {
  const call = { index: 0, id: 'c1', type: 'function', function: { name, arguments: given } };
  const delta = { role: 'assistant', tool_calls: [call] };
  const chunk = JSON.stringify({ choices: [{ index: 0, delta }] });
  return streams({ raw: `data: ${chunk}\n\n` }, { finish: 'tool_calls' }, 'done');
};

it('a model looks something up on a server of tools, and answers with it', async () => {
  const bot = await startWith('well');
  await untilLogged(bot, 'mcp_connected');
  bot.model.next(asksFor('shop__say', '{"order":7}'), says('第 7 单已发货。'));
  expect((await bot.follower.says('我的订单呢')).text).toContain('第 7 单已发货。');
  const [first, second] = bot.model.calls;
  expect(first?.body['tools']).toMatchObject([
    { type: 'function', function: { name: 'shop__say' } },
    { type: 'function', function: { name: 'shop__env' } },
  ]);
  expect(second?.body.messages.at(-1)).toMatchObject({
    role: 'tool',
    content: '<tool>\nsay {"order":7}\n</tool>',
  });
});

it.each(['crash-in-call', 'hang-in-call', 'endless', 'refusing'])(
  'a server of the kind %s costs no answer',
  async (behaviour) => {
    const bot = await startWith(behaviour);
    await untilLogged(bot, 'mcp_connected');
    bot.model.next(asksFor('shop__say'), says('现在查不到。'));
    expect((await bot.follower.says('我的订单呢')).text).toContain('现在查不到。');
    expect(bot.model.calls[1]?.body.messages.at(-1)?.content).toMatch(/^The tool failed/);
  },
);

it.each(['crash-at-start', 'hang-at-start'])(
  'a server of the kind %s keeps nobody from an answer',
  async (behaviour) => {
    const bot = await startWith(behaviour);
    bot.model.next(says('你好。'));
    expect((await bot.follower.says('你好')).text).toContain('你好。');
    expect(bot.model.calls[0]?.body).not.toHaveProperty('tools');
  },
);

it('MCP_CONFIG that cannot be used ends the start with what to do', async () => {
  const settings = { MCP_CONFIG: '{"mcpServers": {"shop": {"url": "shop"}}}' };
  await expect(startBot({ settings })).rejects.toThrow('MCP server shop: url has to be an address');
});
