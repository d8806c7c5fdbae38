import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { sign } from '../../src/simulator/message-crypto.ts';
import { startBot, type Bot } from '../support/start-bot.ts';
import { says } from '../support/scripted-model.ts';

const TOKEN = 'flowtoken';
const nowSeconds = () => Math.floor(Date.now() / 1000);
let serial = 0;

function signed(timestamp = nowSeconds()): Record<string, string> {
  const nonce = `n${(serial += 1)}`;
  const stamp = String(timestamp);
  return { timestamp: stamp, nonce, signature: sign(TOKEN, stamp, nonce) };
}

function textBody(content: string, { msgId = `${Date.now()}${(serial += 1)}`, extra = '' } = {}) {
  return `<xml><ToUserName><![CDATA[gh_x]]></ToUserName><FromUserName><![CDATA[oA]]></FromUserName><CreateTime>${nowSeconds()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId>${extra}</xml>`;
}

const post = (bot: Bot, body: string | Buffer, query: object = signed()) =>
  request(bot.url()).post('').query(query).set('Content-Type', 'text/xml').send(body);

describe('GET /wechat', () => {
  it('echoes echostr byte for byte as text when the signature is right', async () => {
    const bot = await startBot();
    const response = await request(bot.url())
      .get('')
      .query({ ...signed(1), echostr: '4375120948345356249' });
    expect(response.status).toBe(200);
    expect(response.text).toBe('4375120948345356249');
    expect(response.headers['content-type']).toMatch(/^text\/plain/);
  });

  it('does not reflect echostr when the signature is wrong', async () => {
    const bot = await startBot();
    const query = { ...signed(), signature: 'f'.repeat(40), echostr: '<script>' };
    const response = await request(bot.url()).get('').query(query);
    expect(response.status).toBe(401);
    expect(response.text).not.toContain('script');
    expect(bot.logs.at(-1)?.msg).toContain('WECHAT_TOKEN');
  });

  it('tells a person with a browser what this address is for', async () => {
    const bot = await startBot();
    const response = await request(bot.url()).get('');
    expect(response.status).toBe(200);
    expect(response.text).toContain('服务器地址(URL)');
  });
});

describe('POST /wechat refuses, without a model call and without harm,', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "b">]>';
  const bomb = `<!DOCTYPE l [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]><xml>&b;</xml>`;
  it.each<[string, (bot: Bot) => request.Test, number]>([
    ['no signature', (bot) => post(bot, textBody('x'), {}), 401],
    [
      'a wrong signature',
      (bot) => post(bot, textBody('x'), { ...signed(), signature: 'a'.repeat(40) }),
      401,
    ],
    ['a stale timestamp', (bot) => post(bot, textBody('x'), signed(nowSeconds() - 7200)), 401],
    ['a body that is not XML', (bot) => post(bot, '{"json":true}'), 400],
    ['an empty body', (bot) => post(bot, ''), 400],
    ['half an XML', (bot) => post(bot, textBody('x').slice(0, 80)), 400],
    ['a DOCTYPE', (bot) => post(bot, doctype + textBody('x')), 400],
    ['an entity bomb', (bot) => post(bot, bomb), 400],
    ['a megabyte', (bot) => post(bot, textBody('x'.repeat(1_000_000))), 413],
    ['a message without a sender', (bot) => post(bot, '<xml><MsgType>text</MsgType></xml>'), 400],
    [
      'a repeated query key',
      (bot) =>
        request(`${bot.url()}?signature=a&signature=b&timestamp=1&nonce=2`)
          .post('')
          .send(textBody('x')),
      400,
    ],
    [
      'an encrypted body without a key',
      (bot) => {
        const encrypted = 'A'.repeat(64);
        const query = signed();
        const parts = [TOKEN, query['timestamp'] ?? '', query['nonce'] ?? '', encrypted];
        return post(
          bot,
          `<xml><ToUserName>gh_x</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`,
          {
            ...query,
            encrypt_type: 'aes',
            msg_signature: sign(...parts),
          },
        );
      },
      403,
    ],
  ])('%s', async (_what, send, status) => {
    const bot = await startBot();
    const response = await send(bot);
    expect(response.status).toBe(status);
    expect(response.text).not.toMatch(/\bat .*\.(ts|js)/);
    expect(bot.model.calls).toHaveLength(0);
    bot.model.next(says('还活着。'));
    expect((await bot.follower.says('你好')).text).toContain('还活着。');
  });

  it('an old signature that comes with another message', async () => {
    const bot = await startBot();
    bot.model.next(says('真的。'));
    const query = signed();
    const genuine = textBody('真消息');
    expect((await post(bot, genuine, query)).text).toContain('真的。');
    expect((await post(bot, textBody('假消息'), query)).status).toBe(403);
    expect((await post(bot, genuine, query)).text).toContain('真的。');
    expect(bot.model.calls).toHaveLength(1);
  });
});

describe('POST /wechat takes what is odd but genuine:', () => {
  it.each([
    ['an unknown kind', '<MsgType><![CDATA[hologram]]></MsgType>'],
    [
      'an unknown event',
      '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[card_pass]]></Event>',
    ],
    [
      'an empty text',
      '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[]]></Content><MsgId>7</MsgId>',
    ],
  ])('%s is answered success', async (_what, fields) => {
    const bot = await startBot();
    const body = `<xml><ToUserName>gh_x</ToUserName><FromUserName>oA</FromUserName><CreateTime>${nowSeconds()}</CreateTime>${fields}</xml>`;
    const response = await post(bot, body);
    expect([response.status, response.text]).toEqual([200, 'success']);
  });

  it('tags named after prototype members', async () => {
    const bot = await startBot();
    bot.model.next(says('没事。'));
    const extra = '<__proto__><polluted>1</polluted></__proto__><constructor>x</constructor>';
    expect((await post(bot, textBody('你好', { extra }))).text).toContain('没事。');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a text of 100,000 characters gets an honest sentence', async () => {
    const bot = await startBot();
    const response = await post(bot, textBody('长'.repeat(80_000)));
    expect(response.status).toBe(200);
    expect(response.text).toContain('太长');
  });

  it('an answer with lone surrogates, control characters and the end of a CDATA section', async () => {
    const bot = await startBot();
    bot.model.next(says('好\ud800的\u0007，]]>完。'));
    expect((await bot.follower.says('你好')).text).toContain('好的，]]>完。');
  });

  it('any content type, and none', async () => {
    const bot = await startBot();
    for (const type of ['application/json', 'text/plain; charset=gbk', '']) {
      bot.model.next(says('读到了。'));
      const sent = request(bot.url()).post('').query(signed());
      if (type !== '') sent.set('Content-Type', type);
      expect((await sent.send(textBody('你好'))).text).toContain('读到了。');
    }
  });
});

describe('logs', () => {
  it('hold neither secrets nor signatures, OpenIDs or texts at info level', async () => {
    const bot = await startBot({ accountKind: 'certified-service' });
    bot.model.next(says('机密回答。'));
    await bot.follower.says('机密问题');
    const info = JSON.stringify(bot.logs.filter(({ level }) => level >= 30));
    for (const secret of [
      TOKEN,
      bot.platform.account.appSecret,
      'oFollower',
      '机密',
      'access_token',
      'signature=',
    ])
      expect(info).not.toContain(secret);
  });
});

describe('health', () => {
  it('says that the process lives and can serve', async () => {
    const bot = await startBot();
    const root = new URL('/', bot.url()).href;
    expect((await request(root).get('healthz')).body).toEqual({ status: 'ok' });
    expect((await request(root).get('readyz')).body).toEqual({ status: 'ready' });
  });
});

describe('an address that does not exist', () => {
  it('says which ones do', async () => {
    const bot = await startBot();
    const answer = await request(new URL('/', bot.url()).href).get('');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(/\/wechat.*\/readyz/);
  });
});
