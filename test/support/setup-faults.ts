import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import request from 'supertest';
import { encryptMessage, sign } from '../../src/simulator/platform/message-crypto.ts';
import { AES_KEY, TOKEN, type Bot } from './start-bot.ts';

const APP_ID = 'wx0123456789abcdef';
const OTHER_KEY = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';
const nowSeconds = () => Math.floor(Date.now() / 1000);
let serial = 0;

function signed({ token = TOKEN, aheadSeconds = 0 } = {}): Record<string, string> {
  const nonce = `n${(serial += 1)}`;
  const timestamp = String(nowSeconds() - aheadSeconds);
  return { timestamp, nonce, signature: sign(token, timestamp, nonce) };
}

const xml = (extra = '') =>
  `<xml><ToUserName>gh_x</ToUserName><FromUserName>oSecretPerson</FromUserName><CreateTime>${nowSeconds()}</CreateTime><MsgType>text</MsgType><Content>私密的话</Content><MsgId>${Date.now()}${(serial += 1)}</MsgId>${extra}</xml>`;

function encrypted({ key = AES_KEY, appId = APP_ID, signature = true, changed = false } = {}) {
  const query = signed();
  const text = encryptMessage(
    { aesKey: Buffer.from(`${key}=`, 'base64'), appId },
    xml(),
    randomBytes(16),
  );
  const parts = [TOKEN, query['timestamp'] ?? '', query['nonce'] ?? ''];
  const msgSignature = sign(...parts, changed ? `${text}=` : text);
  return {
    query: { ...query, encrypt_type: 'aes', ...(signature && { msg_signature: msgSignature }) },
    body: `<xml><ToUserName>gh_x</ToUserName><Encrypt>${text}</Encrypt></xml>`,
  };
}

/** A mistake in the set-up, as it shows in one call of WeChat. */
export interface Fault {
  readonly send: (bot: Bot) => Promise<unknown>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly mode?: 'plain' | 'safe' | 'compat';
  readonly reason: string;
  /** The field that the Chinese sentence names. */
  readonly names: RegExp;
  readonly failsAt?: string;
}

const asWechat = (test: request.Test) => test.set('User-Agent', 'Mozilla/4.0');
const post = (bot: Bot, query: object, body: string) =>
  asWechat(request(bot.url()).post('').query(query).set('Content-Type', 'text/xml')).send(body);
const get = (bot: Bot, query: object, path = '') =>
  asWechat(request(bot.url()).get(path).query(query));
const elsewhere = (bot: Bot, path: string, query: object) =>
  asWechat(request(new URL(bot.url()).origin).get(path).query(query));

/** Mistakes with what the owner is told of each; every call is real HTTP. */
export const FAULTS = {
  'another token': {
    send: (bot) => get(bot, { ...signed({ token: 'anothertoken' }), echostr: '1' }),
    ...{ reason: 'signature wrong', names: /Token/, failsAt: 'signature' },
  },
  'a clock that is ahead': {
    send: (bot) => post(bot, signed({ aheadSeconds: 1200 }), xml()),
    ...{ reason: 'timestamp stale', names: /时钟.*快了 12\d\d 秒/, failsAt: 'clock' },
  },
  'a clock that is behind, at the verification': {
    send: (bot) => get(bot, { ...signed({ aheadSeconds: -900 }), echostr: '1' }),
    ...{ reason: 'clock off', names: /时钟慢了/ },
  },
  'a request of last week': {
    send: (bot) => post(bot, signed({ aheadSeconds: 7 * 86_400 }), xml()),
    ...{ reason: 'old request', names: /旧请求/, failsAt: 'clock' },
  },
  'another AES key': {
    mode: 'safe',
    send: (bot) => {
      const { query, body } = encrypted({ key: OTHER_KEY });
      return post(bot, query, body);
    },
    ...{ reason: 'cannot decrypt', names: /EncodingAESKey 不一致/, failsAt: 'key' },
  },
  'no AES key': {
    send: (bot) => {
      const { query, body } = encrypted();
      return post(bot, query, body);
    },
    ...{ reason: 'aes key missing', names: /没有填 EncodingAESKey/, failsAt: 'key' },
  },
  'another AppID': {
    mode: 'safe',
    send: (bot) => {
      const { query, body } = encrypted({ appId: 'wxffffffffffffffff' });
      return post(bot, query, body);
    },
    ...{ reason: 'app id wrong', names: /AppID 不一致/, failsAt: 'appId' },
  },
  'plain text in safe mode': {
    mode: 'safe',
    settings: { WECHAT_MESSAGE_MODE: 'safe' },
    send: (bot) => post(bot, signed(), xml()),
    ...{ reason: 'plain body refused', names: /加解密方式.*明文/, failsAt: 'mode' },
  },
  'ciphertext in plain mode': {
    settings: { WECHAT_MESSAGE_MODE: 'plain' },
    send: (bot) => {
      const { query, body } = encrypted();
      return post(bot, query, body);
    },
    ...{ reason: 'encrypted body refused', names: /加解密方式.*加密/, failsAt: 'mode' },
  },
  'a proxy that removes msg_signature': {
    mode: 'safe',
    send: (bot) => {
      const { query, body } = encrypted({ signature: false });
      return post(bot, query, body);
    },
    ...{ reason: 'message signature missing', names: /msg_signature/, failsAt: 'mode' },
  },
  'a proxy that changes the body': {
    mode: 'safe',
    send: (bot) => {
      const { query, body } = encrypted({ changed: true });
      return post(bot, query, body);
    },
    ...{ reason: 'body changed', names: /内容在路上被改过/, failsAt: 'body' },
  },
  'a path that is mistyped': {
    send: (bot) => elsewhere(bot, '/wechta', { ...signed(), echostr: '1' }),
    ...{ reason: 'wrong path', names: /路径不对.*\/wechta.*\/wechat/, failsAt: 'path' },
  },
  'a path that a proxy cut': {
    send: (bot) => elsewhere(bot, '/', { ...signed(), echostr: '1' }),
    ...{ reason: 'wrong path', names: /路径不对.*微信访问了 \/，/, failsAt: 'path' },
  },
  'the path of no account, with another token': {
    send: (bot) => get(bot, { ...signed({ token: 'anothertoken' }), echostr: '1' }, '/shop'),
    ...{ reason: 'unknown path', names: /\/wechat\/shop 上什么也没有/, failsAt: 'path' },
  },
  'a query that was cut off': {
    send: (bot) => get(bot, {}),
    ...{ reason: 'query cut off', names: /问号后面的参数全没了/, failsAt: 'query' },
  },
  'a query that was cut in the middle': {
    send: (bot) => get(bot, { signature: 'a'.repeat(40) }),
    ...{ reason: 'query malformed', names: /少了 timestamp、nonce、echostr/, failsAt: 'query' },
  },
  'a query that is appended twice': {
    send: (bot) => post(bot, { ...signed(), nonce: ['1', '2'] }, xml()),
    ...{ reason: 'query repeated', names: /同一个参数出现了两次/, failsAt: 'query' },
  },
  'a body beyond the limit': {
    send: (bot) => post(bot, signed(), `<xml>${'x'.repeat(300 * 1024)}</xml>`),
    ...{ reason: 'body too large', names: /256 KB/, failsAt: 'body' },
  },
  'a body that is cut off': {
    send: (bot) => cutOff(bot),
    ...{ reason: 'body cut off', names: /没有传完.*500 字节/, failsAt: 'body' },
  },
  'a redirect that loses the body': {
    send: (bot) => post(bot, signed(), ''),
    ...{ reason: 'empty body', names: /内容是空的/, failsAt: 'format' },
  },
  'JSON in place of XML': {
    send: (bot) => post(bot, signed(), '{"ToUserName":"gh_x"}'),
    ...{ reason: 'json', names: /JSON/, failsAt: 'format' },
  },
  'a DOCTYPE': {
    send: (bot) => post(bot, signed(), `<!DOCTYPE x><xml>${xml()}</xml>`),
    ...{ reason: 'doctype', names: /DOCTYPE/, failsAt: 'format' },
  },
  'a packed body': {
    send: (bot) => post(bot, signed(), xml()).set('Content-Encoding', 'zstd'),
    ...{ reason: 'body encoding unknown', names: /压缩/, failsAt: 'body' },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Announces a longer body than it sends, and leaves. */
async function cutOff(bot: Bot): Promise<void> {
  const { hostname, port } = new URL(bot.url());
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const query = new URLSearchParams(signed()).toString();
  socket.write(
    `POST /wechat?${query} HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/4.0\r\nContent-Length: 500\r\n\r\n<xml>`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
}
