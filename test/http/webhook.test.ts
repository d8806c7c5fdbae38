import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { encryptMessage, sign } from '../../src/simulator/platform/message-crypto.ts';
import { AES_KEY, startBot, type Bot } from '../support/start-bot.ts';
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
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  it('does not reflect echostr when the signature is wrong', async () => {
    const bot = await startBot();
    const query = { ...signed(), signature: 'f'.repeat(40), echostr: '<script>' };
    const response = await request(bot.url()).get('').query(query);
    expect(response.status).toBe(401);
    expect(response.text).not.toContain('script');
    expect(response.headers['connection']).toBe('close');
    expect(bot.logs.at(-1)?.msg).toContain('WECHAT_TOKEN');
  });

  it('verifies with a signature that no message can be sent with afterwards', async () => {
    const bot = await startBot();
    const query = signed();
    await request(bot.url())
      .get('')
      .query({ ...query, echostr: '1' })
      .expect(200, '1');
    expect((await post(bot, textBody('假消息'), query)).status).toBe(403);
    expect(bot.model.calls).toHaveLength(0);
  });

  it('tells a person with a browser what this address is for', async () => {
    const bot = await startBot();
    const response = await request(bot.url()).get('');
    expect(response.status).toBe(200);
    expect(response.text).toContain('服务器地址(URL)');
  });
});

const encryptedQuery = (encrypted: string, token = TOKEN) => {
  const query = signed();
  const parts = [token, query['timestamp'] ?? '', query['nonce'] ?? '', encrypted];
  return { ...query, encrypt_type: 'aes', msg_signature: sign(...parts) };
};
const envelope = (encrypted: string) =>
  `<xml><ToUserName>gh_x</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`;

describe('POST /wechat refuses, without a model call and without harm,', () => {
  it.each<[string, (bot: Bot) => request.Test, number]>([
    ['no signature', (bot) => post(bot, textBody('x'), {}), 401],
    ['an empty signature', (bot) => post(bot, textBody('x'), { ...signed(), signature: '' }), 401],
    [
      'a wrong signature',
      (bot) => post(bot, textBody('x'), { ...signed(), signature: 'a'.repeat(40) }),
      401,
    ],
    ['a stale timestamp', (bot) => post(bot, textBody('x'), signed(nowSeconds() - 7200)), 401],
    [
      'the signature of another token over the ciphertext',
      (bot) => post(bot, envelope('A'.repeat(64)), encryptedQuery('A'.repeat(64), 'other')),
      401,
    ],
    [
      'a repeated query key',
      (bot) =>
        request(`${bot.url()}?signature=a&signature=b&timestamp=1&nonce=2`)
          .post('')
          .send(textBody('x')),
      400,
    ],
  ])('%s', async (_what, send, status) => {
    const bot = await startBot();
    const response = await send(bot);
    expect(response.status).toBe(status);
    expect(response.headers['connection']).toBe('close');
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

it('refuses a plain message at the address of an encrypted one', async () => {
  const bot = await startBot({ mode: 'safe' });
  const key = {
    aesKey: Buffer.from(`${AES_KEY}=`, 'base64'),
    appId: bot.platform.account.appId,
  };
  const encrypted = encryptMessage(key, textBody('真消息'), Buffer.alloc(16, 1));
  const query = encryptedQuery(encrypted);
  bot.model.next(says('真的。'));
  expect((await post(bot, envelope(encrypted), query)).status).toBe(200);
  const stolen = { ...query, encrypt_type: '', msg_signature: '' };
  expect((await post(bot, textBody('假消息'), stolen)).status).toBe(403);
  expect(bot.model.calls).toHaveLength(1);
});

describe('POST /wechat answers success, and says in the log why, when WeChat signed what cannot be read:', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "b">]>';
  const bomb = `<!DOCTYPE l [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]><xml>&b;</xml>`;
  const ciphertext = 'A'.repeat(64);
  const packed = (bot: Bot, encoding: string, body: Buffer) =>
    post(bot, body).set('Content-Encoding', encoding);
  it.each<[string, string, (bot: Bot) => request.Test]>([
    ['JSON', 'body is not XML', (bot) => post(bot, '{"json":true}')],
    ['nothing', 'body is not XML', (bot) => post(bot, '')],
    ['half an XML', 'body is not XML', (bot) => post(bot, textBody('x').slice(0, 80))],
    ['a form', 'body is not XML', (bot) => post(bot, 'a=1&b=2')],
    ['binary', 'body is not XML', (bot) => post(bot, Buffer.from([0, 255, 254, 0]))],
    ['a DOCTYPE', 'doctype', (bot) => post(bot, doctype + textBody('x'))],
    ['an entity bomb', 'doctype', (bot) => post(bot, bomb)],
    ['a megabyte', 'body too large', (bot) => post(bot, textBody('x'.repeat(1_000_000)))],
    [
      'a megabyte that is packed',
      'body too large',
      (bot) => packed(bot, 'gzip', gzipSync(textBody('x'.repeat(1_000_000)))),
    ],
    ['no sender', 'message incomplete', (bot) => post(bot, '<xml><MsgType>text</MsgType></xml>')],
    [
      'a ciphertext without a key',
      'aes key missing',
      (bot) => post(bot, envelope(ciphertext), encryptedQuery(ciphertext)),
    ],
    [
      'a ciphertext without its signature',
      'message signature missing',
      (bot) => post(bot, envelope(ciphertext), { ...signed(), msg_signature: '' }),
    ],
    [
      'a body in an encoding that nothing here unpacks',
      'body encoding unknown',
      (bot) => packed(bot, 'zstd', Buffer.from('xxxx')),
    ],
    [
      'a body that says it is packed and is not',
      'body encoding unknown',
      (bot) => packed(bot, 'gzip', Buffer.from(textBody('x'))),
    ],
  ])('%s', async (_what, reason, send) => {
    const bot = await startBot();
    const response = await send(bot);
    expect([response.status, response.text]).toEqual([200, 'success']);
    expect(bot.logs.filter((line) => line['reason'] === reason)).toMatchObject([{ level: 40 }]);
    expect(bot.model.calls).toHaveLength(0);
    bot.model.next(says('还活着。'));
    expect((await bot.follower.says('你好')).text).toContain('还活着。');
  });

  it('a message for another AppID, in safe mode', async () => {
    const bot = await startBot({ mode: 'safe', settings: { WECHAT_APP_ID: 'wxffffffffffffffff' } });
    expect((await bot.follower.says('你好')).shown).toBe('nothing');
    expect(bot.logs.find((line) => line['reason'] === 'app id wrong')?.msg).toContain(
      'WECHAT_APP_ID',
    );
  });
});

describe('POST /wechat takes what is odd but genuine:', () => {
  it('a body that a proxy packed, and parameters that it left empty', async () => {
    const bot = await startBot();
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const) {
      bot.model.next(says('读到了。'));
      const query = { ...signed(), msg_signature: '', encrypt_type: '', echostr: '' };
      const sent = post(bot, pack(textBody('你好')), query).set('Content-Encoding', encoding);
      expect((await sent).text).toContain('读到了。');
    }
  });

  it.each(['plain', 'compat', 'safe'] as const)(
    'code that holds CDATA, in %s mode',
    async (mode) => {
      const bot = await startBot({ mode });
      const pasted =
        '<a><![CDATA[x]]></a> a[b[0]]>1 ]]></Content><MsgId>1</MsgId><Content><![CDATA[ 对吗';
      bot.model.next(says('对。'));
      expect((await bot.follower.says(pasted)).text).toContain('对。');
      expect(bot.model.calls[0]?.question).toBe(pasted);
    },
  );

  it('a mini-program card gets a sentence', async () => {
    const bot = await startBot();
    const fields = '<MsgType><![CDATA[miniprogrampage]]></MsgType><Title><![CDATA[a]]></Title>';
    const body = `<xml><ToUserName>gh_x</ToUserName><FromUserName>oA</FromUserName><CreateTime>${nowSeconds()}</CreateTime>${fields}<MsgId>8</MsgId></xml>`;
    expect((await post(bot, body)).text).toContain('请用文字');
  });

  it.each([
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
    const answer = await request(new URL('/nowhere', bot.url()).href).get('');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(/\/wechat.*\/readyz/);
    expect(bot.logs.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it.each(['/', '/wx', '/bot/wechat', '/wechat/x', '/api/wechat/callback', `/${'x'.repeat(3000)}`])(
    'is named in the log with the right one, once a minute, when WeChat uses it: %s',
    async (path) => {
      const bot = await startBot();
      const url = new URL(path, bot.url()).href;
      await request(url)
        .get('')
        .query({ ...signed(), echostr: '1' })
        .expect(404);
      await request(url).post('').query(signed()).send(textBody('你好')).expect(404);
      const lines = bot.logs.filter((line) => line['reason'] === 'wrong path');
      expect(lines).toMatchObject([{ level: 40, path: path.slice(0, 64) }]);
      expect(lines[0]?.msg).toMatch(/right signature.* \/wechat:/);
    },
  );

  it('is named with the wrong token as well', async () => {
    const bot = await startBot();
    const query = { ...signed(), signature: 'f'.repeat(40) };
    await request(new URL('/wx', bot.url()).href).get('').query(query).expect(404);
    expect(bot.logs.at(-1)?.msg).toContain('another token');
  });
});
