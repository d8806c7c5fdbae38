import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chat } from '../../src/cli/chat.ts';
import type { ChatSettings } from '../../src/cli/chat.ts';
import { OUT_OF_SERVICE_NOTICE } from '../../src/simulator/platform/platform.ts';
import {
  AES_KEY,
  TOKEN,
  fieldsOf,
  openPush,
  sealReply,
  startBot,
  textReply,
} from '../simulator/scripted-bot.ts';
import type { BotScript } from '../simulator/scripted-bot.ts';

const APP_ID = 'wx0123456789abcdef';

/** Runs a chat with these lines as its piped input, and returns what was printed. */
async function run(
  settings: ChatSettings,
  lines: readonly string[] = [],
  input: NodeJS.ReadableStream & { isTTY?: boolean } = Readable.from(
    lines.map((line) => `${line}\n`),
  ),
) {
  const [output, errorOutput] = [collect(), collect()];
  const exitCode = await chat({
    settings,
    input,
    output: output.stream,
    errorOutput: errorOutput.stream,
  });
  return { exitCode, printed: output.text(), complaint: errorOutput.text() };
}

function collect(onText: (text: string) => void = () => undefined) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      onText(chunks.join(''));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

const echoes: BotScript = ({ body }, response) => {
  const { Content, Event, EventKey } = fieldsOf(body);
  response.end(textReply(body, `echo ${Content ?? `${Event} ${EventKey}`}`));
};

describe('a piped chat', () => {
  it('prints the answer, its way, and leaves with 0', async () => {
    const bot = await startBot(echoes);
    const { exitCode, printed, complaint } = await run({ url: bot.url, token: TOKEN }, ['你好']);
    expect(printed).toMatch(/^\[被动回复 passive · \d+\.\d s · 1 次推送 attempt\]\necho 你好\n/);
    expect([exitCode, complaint]).toEqual([0, '']);
  });

  it('asks one line after the other, skips empty ones, and stops at /quit', async () => {
    const bot = await startBot(echoes);
    await run({ url: bot.url, token: TOKEN }, ['一', '', '  二 ', '/quit', '三']);
    expect(bot.pushes.map(({ body }) => fieldsOf(body)['Content'])).toEqual(['一', '二']);
  });

  it('answers a last line without line feed', async () => {
    const bot = await startBot(echoes);
    const { printed } = await run({ url: bot.url, token: TOKEN }, [], Readable.from(['你好']));
    expect(printed).toContain('echo 你好');
  });

  it('shows links as numbered choices, and takes the number for a tap while they are there', async () => {
    const link = '<a href="weixin://bizmsgmenu?msgmenucontent=继续&msgmenuid=1">看下文</a>';
    const bot = await startBot(({ body }, response, number) =>
      response.end(
        textReply(body, number === 2 ? `还有 ${link} <a href="https://e.org">网页</a>` : '好'),
      ),
    );
    const { printed } = await run({ url: bot.url, token: TOKEN }, ['1', '你好', '1', '/say 1']);
    expect(printed).toContain('还有 [1] 看下文 网页 (https://e.org)');
    expect(bot.pushes.map(({ body }) => fieldsOf(body)['Content'])).toEqual([
      '1',
      '你好',
      '继续',
      '1',
    ]);
  });

  it('does what commands say', async () => {
    const bot = await startBot(echoes);
    const { printed } = await run({ url: bot.url, token: TOKEN, openId: 'oMe' }, [
      '/subscribe 12',
      '/scan 12',
      '/click MENU',
      '/sticker',
      '/help',
      '/dance',
      '/::)',
      '/unsubscribe',
      '还在',
    ]);
    for (const text of ['subscribe qrscene_12', 'SCAN 12', 'CLICK MENU', '不支持的消息', '/::)']) {
      expect(printed).toContain(`echo ${text === '不支持的消息' ? '【收到不支持的消息' : text}`);
    }
    expect(printed).toContain('/voice /sticker');
    expect(printed).toContain('没有命令 /dance');
    expect(printed).toContain('has left');
    expect(bot.pushes[0]?.query['openid']).toBe('oMe');
  });

  it('asks one question by --once, whatever it looks like', async () => {
    const bot = await startBot(echoes);
    const { exitCode, printed } = await run({ url: bot.url, token: TOKEN, once: '/help' });
    expect(printed).toContain('echo /help');
    expect(exitCode).toBe(0);
  });

  it('prints the notice with the reason, and leaves with 1', async () => {
    const bot = await startBot(() => undefined);
    const settings = { url: bot.url, token: TOKEN, timeoutMs: 250 };
    const { exitCode, printed } = await run(settings, ['你好']);
    expect(printed).toContain(`3 次推送 attempts]\n${OUT_OF_SERVICE_NOTICE}\n`);
    expect(printed).toContain('timed out, timed out, timed out');
    expect(exitCode).toBe(1);
  });

  it('says how to see customer-service messages when nothing is replied', async () => {
    const bot = await startBot((_, response) => response.end('success'));
    const { exitCode, printed } = await run({ url: bot.url, token: TOKEN }, ['你好']);
    expect(printed).toContain('--api-port');
    expect(exitCode).toBe(0);
  });

  it.each(['safe', 'compat'] as const)('talks in %s mode', async (mode) => {
    const account = {
      kind: 'personal',
      mode,
      accountId: '',
      appId: APP_ID,
      appSecret: '',
      token: TOKEN,
      aesKey: Buffer.from(`${AES_KEY}=`, 'base64'),
    } as const;
    const bot = await startBot((push, response) =>
      response.end(sealReply(textReply(openPush(push, account), '密文'), account)),
    );
    const settings = { url: bot.url, token: TOKEN, mode, appId: APP_ID, aesKey: AES_KEY };
    expect((await run(settings, ['你好'])).printed).toContain('密文');
  });
});

describe('customer-service messages', () => {
  it('are shown with --api-port, and waited for at the end of the input', async () => {
    let apiUrl = '';
    let credentials = {};
    const call = async (path: string, body: object) =>
      (await (
        await fetch(`${apiUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })
      ).json()) as { access_token?: string; errcode?: number };
    const sent: (number | undefined)[] = [];
    const bot = await startBot(({ query, closed }, response) => {
      response.end('');
      void closed.then(async () => {
        const { access_token = '' } = await call('/cgi-bin/stable_token', credentials);
        const message = {
          touser: query['openid'],
          msgtype: 'text',
          text: { content: '慢慢想好了' },
        };
        const path = `/cgi-bin/message/custom/send?access_token=${access_token}`;
        sent.push((await call(path, { ...message, aimsgcontext: { is_ai_msg: 1 } })).errcode);
      });
    });
    const settings = { url: bot.url, token: TOKEN, apiPort: 0, quietMs: 50, patienceMs: 10_000 };
    const output = collect((text) => {
      const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(text)?.[1] ?? '';
      apiUrl = value('WECHAT_API_BASE_URL');
      credentials = {
        grant_type: 'client_credential',
        appid: value('WECHAT_APP_ID'),
        secret: value('WECHAT_APP_SECRET'),
      };
    });
    const exitCode = await chat({
      settings,
      input: Readable.from(['你好\n']),
      output: output.stream,
      errorOutput: collect().stream,
    });
    expect(sent).toEqual([0]);
    expect(output.text()).toContain('[无被动回复 no passive reply');
    expect(output.text()).toMatch(/\[客服消息 customer service · .* AI note\]\n慢慢想好了/);
    expect(exitCode).toBe(0);
  });
});

describe('a chat on a terminal', () => {
  it('takes the next line while an answer is awaited, and waits for all answers at its end', async () => {
    const bodies: string[] = [];
    const bot = await startBot(({ body }, response) => {
      bodies.push(body);
      if (bodies.length < 2) return void responses.push(response);
      response.end(textReply(body, '第二个答案'));
      responses[0]?.end(textReply(bodies[0] ?? '', '第一个答案'));
    });
    const responses: { end(body: string): unknown }[] = [];
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const running = run({ url: bot.url, token: TOKEN }, [], input);
    input.end('一\n二\n');
    const { printed, exitCode } = await running;
    expect(printed).toContain('第一个答案');
    expect(printed).toContain('第二个答案');
    expect(printed).toContain('你 › ');
    expect(exitCode).toBe(0);
  });
});

describe('a chat that cannot begin leaves with 1 and says why', () => {
  it('without a token', async () => {
    const { exitCode, complaint } = await run({ url: 'http://127.0.0.1:1/wechat' }, ['你好']);
    expect([exitCode, complaint]).toEqual([1, expect.stringContaining('WECHAT_TOKEN')]);
  });

  it('when no server runs: what to start', async () => {
    const settings = { url: 'http://127.0.0.1:1/wechat?key=secret', token: TOKEN };
    const { exitCode, complaint, printed } = await run(settings, ['你好']);
    expect(complaint).toContain(
      'No server answers at http://127.0.0.1:1/wechat. Start it first: npm start',
    );
    expect(complaint).not.toContain('secret');
    expect([exitCode, printed]).toEqual([1, '']);
  });

  it('when the token is refused: to compare tokens', async () => {
    const bot = await startBot(echoes, { token: 'another' });
    const { exitCode, complaint } = await run({ url: bot.url, token: TOKEN }, ['你好']);
    expect(complaint).toContain('token校验失败');
    expect(complaint).toContain('Compare the tokens');
    expect(complaint).not.toContain(TOKEN);
    expect(exitCode).toBe(1);
    expect(bot.pushes).toEqual([]);
  });

  it.each([
    [502, 'A gateway such as Nginx answers'],
    [503, 'A gateway such as Nginx answers'],
    [504, 'A gateway such as Nginx answers'],
    [404, 'There is no webhook'],
    [405, 'and not for its token'],
    [429, 'limits requests'],
    [500, 'Its log says why'],
  ])('when HTTP %i answers in place of the server: why, and not the token', async (status, why) => {
    const server = createServer((_request, response) => response.writeHead(status).end('<html>'));
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/wechat`;
    const { exitCode, complaint } = await run({ url, token: TOKEN }, ['你好']);
    expect([exitCode, complaint]).toEqual([1, expect.stringContaining(why)]);
    expect(complaint).not.toContain('Compare the tokens');
  });

  it.each([
    ['an address that is none', { url: 'localhost', token: TOKEN }, '--url'],
    ['safe mode without an app id', { mode: 'safe' as const, aesKey: AES_KEY }, '--app-id'],
    ['safe mode without an AES key', { mode: 'safe' as const, appId: APP_ID }, '--aes-key'],
  ])('with %s', async (_, change, hint) => {
    const settings = { url: 'http://127.0.0.1:1/wechat', token: TOKEN, ...change };
    const { exitCode, complaint } = await run(settings, ['你好']);
    expect([exitCode, complaint]).toEqual([1, expect.stringContaining(hint)]);
  });
});
