import { afterAll, describe, expect, it } from 'vitest';
import type { ConversationsAnswer } from '../../../src/console/conversations/conversations-contract.ts';
import { seriousFaults } from '../../support/accessibility.ts';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { openConsoleOf, signInAs } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { watchScripts, XSS_PAYLOADS } from '../../support/script-watch.ts';
import { says, streams } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';
import { answerWith, serveMcp, text } from '../../tools/mcp/serve-mcp.ts';

const KEY = 'Bearer key-of-the-shop';

interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly annotations?: object;
}

const STOCK: ListedTool = {
  name: 'stock',
  description: '查一种商品的库存，返回每个仓库的件数。',
  inputSchema: {
    type: 'object',
    properties: {
      goods: { type: 'string', description: '商品名或编号' },
      warehouse: { enum: ['杭州', '苏州'] },
      most: { type: 'integer' },
    },
    required: ['goods'],
  },
  annotations: { readOnlyHint: true },
};
const ORDER: ListedTool = {
  ...{ name: 'order', description: '向供应商补货。', inputSchema: { type: 'object' } },
};

/** A server of a shop that wants a key, and says back what it was asked. */
function serveShop(tools: readonly ListedTool[] = [STOCK, ORDER], said?: string) {
  return serveMcp(({ message, request, response }) => {
    if (request.headers.authorization !== KEY) {
      response.writeHead(401).end();
      return true;
    }
    if (message.method === 'tools/list') answerWith(response, message.id, { tools });
    else if (message.method === 'tools/call')
      answerWith(response, message.id, text(said ?? JSON.stringify(message.params)));
    else return false;
    return true;
  });
}

const VIEWPORTS = [
  ['a desk', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

describe.runIf(chromiumMissing === undefined)('the page of tools', () => {
  afterAll(closeBrowser);

  it.each(VIEWPORTS)(
    'adds a server, tries its tools, allows one, and removes it, on %s',
    async (_, viewport) => {
      const shop = await serveShop();
      const bot = await startBot();
      const page = await openConsolePage(await openConsoleOf(bot), 'tools', { viewport });
      const dialog = page.getByRole('dialog');
      await page.getByText('还没有 MCP 服务器').waitFor();
      await page.getByRole('button', { name: '试用 日期和时间' }).click();
      await dialog.getByLabel('time_zone').fill('Asia/Tokyo');
      await dialog.getByRole('button', { name: '运行' }).click();
      await dialog.getByText('Asia/Tokyo (GMT+09:00)').waitFor();
      await dialog.getByRole('button', { name: '关闭' }).last().click();

      await page.getByRole('button', { name: '添加服务器' }).click();
      await dialog.getByLabel('名字').fill('shop');
      await dialog.getByLabel('地址').fill(shop.url);
      await dialog.getByLabel('内容', { exact: true }).fill('a wrong key');
      expect(await seriousFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.getByText('它不接受这个凭据').waitFor();
      await page.getByRole('button', { name: '修改服务器 shop' }).click();
      await dialog.getByLabel('更换请求头').check();
      await dialog.getByLabel('内容', { exact: true }).fill(KEY);
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.getByText('1 个工具可用，1 个没有提供').waitFor();
      expect(await seriousFaults(page)).toEqual([]);

      await page.getByRole('button', { name: '试用 stock' }).click();
      await dialog.getByLabel('goods').fill('滤芯');
      await dialog.getByLabel('warehouse').selectOption('苏州');
      await dialog.getByLabel('most').fill('3');
      await dialog.getByRole('button', { name: '运行' }).click();
      await dialog.getByText('"goods":"滤芯","warehouse":"苏州","most":3').waitFor();
      await dialog.getByText(/用了 [\d.]+ 秒/).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: '关闭' }).last().click();

      await page.getByRole('button', { name: '允许使用 order' }).click();
      await dialog.getByRole('button', { name: '允许使用' }).click();
      await page.getByText('2 个工具可用').waitFor();
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      expect(await page.content()).not.toContain(KEY);

      await page.getByRole('button', { name: '删除服务器 shop' }).click();
      await dialog.getByRole('button', { name: '删除' }).click();
      await page.getByText('还没有 MCP 服务器').waitFor();
    },
    60_000,
  );

  it('shows a viewer what there is, without buttons', async () => {
    const bot = await startBot();
    const viewer = await signInAs(await openConsoleOf(bot), 'viewer');
    const page = await openConsolePage(viewer, 'tools', { locale: 'en' });
    await page.getByRole('heading', { name: 'Built in' }).waitFor();
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  });

  it('leads from a question to the tools that ran for it, between the calls of the model', async () => {
    const bot = await startBot({ attemptMs: 4000 });
    const owner = await openConsoleOf(bot);
    const asked = {
      id: 'c1',
      type: 'function',
      function: { name: 'current_time', arguments: '{}' },
    };
    const delta = { tool_calls: [{ index: 0, ...asked }] };
    bot.model.next(
      streams(
        { raw: `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n` },
        { finish: 'tool_calls' },
        'done',
      ),
      says('现在是中午。'),
    );
    await bot.follower.says('几点了？');
    const [turn] = ((await owner.get('/conversations')).body as ConversationsAnswer).items;
    const page = await openConsolePage(owner, `conversations/${turn?.turnId}`);
    // The push is noted a little later than the answer.
    const names = page.locator('.time-line .track .name').filter({ hasNotText: '推送' });
    await expect.poll(() => names.allTextContents()).toEqual(['回答', '看时间', '回答', '收到']);
    await page.getByText(/^看时间 · 完成 · .+ · \d+ 字节$/).waitFor();
  });

  it('shows what servers write as text, whatever they write', async () => {
    const written = XSS_PAYLOADS.join('\n')
      .replaceAll(/[^\P{Cc}\n]/gu, '')
      .slice(0, 900);
    const tools = [
      {
        ...STOCK,
        ...{ name: '"><img src=x onerror=alert(1)>', description: written },
        inputSchema: {
          type: 'object',
          properties: { '"><svg onload=alert(1)>': { type: 'string', description: written } },
        },
      },
    ];
    const shop = await serveShop(tools, XSS_PAYLOADS.join('\n'));
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const headers = { Authorization: KEY };
    await owner.post('/tools/servers', { name: 'shop', url: shop.url, headers });
    const page = await openConsolePage(owner, 'overview');
    const watch = await watchScripts(page, new URL(owner.origin).host);
    await page.goto(`${owner.origin}/console/tools`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: /^试用 ">/ }).click();
    await dialog.getByLabel('"><svg').fill('x');
    await dialog.getByRole('button', { name: '运行' }).click();
    await dialog.getByText(/用了 [\d.]+ 秒/).waitFor();
    await page.goto(`${owner.origin}/console/audit`);
    await page.getByText('试用了工具').waitFor();
    expect(watch.deeds).toEqual([]);
  }, 60_000);
});
