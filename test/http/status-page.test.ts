import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Setup } from '../../src/diagnosis/setup.ts';
import { createStatusPage } from '../../src/http/status-page.ts';

const KEY = 'key-of-the-page';
const account = { appId: 'wx0123456789abcdef', mode: 'safe', callsApi: true } as const;

function serve(setup: Partial<Setup>, problems: readonly string[] = [], hasSimulator = true) {
  const bare: Setup = { version: '1.2.3', model: undefined, account: undefined, others: [] };
  const page = createStatusPage({
    setup: () => ({ ...bare, ...setup }),
    readiness: () => Promise.resolve(problems),
    key: KEY,
    hasSimulator,
  });
  const app = express().get('/', page);
  return request(app.use((_request, response) => void response.status(404).send('/wechat')));
}

describe('GET / on the machine itself', () => {
  it('leads to the simulator while no account is connected', async () => {
    const { headers } = await serve({ model: 'm' }).get('/').expect(302);
    expect(headers['location']).toBe('/simulator/');
  });

  it.each(['//', '//?a=1', '/?a=//'])('leads there from %s as well', async (path) => {
    const { headers } = await serve({}).get(path).expect(302);
    expect(headers['location']).toMatch(/^\/simulator\/(?:\?|$)/);
  });

  it('shows the page where there is no simulator to lead to', async () => {
    const { text } = await serve({}, [], false).get('/').set('Accept-Language', 'zh').expect(200);
    expect(text).toContain('接入模型');
    expect(text).not.toContain('href="/simulator/"');
  });

  it('says what answers, which account is connected and the next step, in the language of the browser', async () => {
    const app = serve({ model: 'api.deepseek.com deepseek-v4-flash', account });
    const zh = await app.get('/').set('Accept-Language', 'zh-CN,zh;q=0.9,en;q=0.8').expect(200);
    expect(zh.text).toContain('lang="zh-CN"');
    expect(zh.text).toContain('<dd>api.deepseek.com deepseek-v4-flash</dd>');
    expect(zh.text).toContain('wx0123456789abcdef，安全模式，可调用微信接口');
    expect(zh.text).toContain('到微信后台的“消息推送”填写网址');
    const en = await app.get('/').set('Accept-Language', 'en-US').expect(200);
    expect(en.text).toContain('lang="en"');
    expect(en.text).toContain('safe mode');
    expect(en.text).not.toContain('模型');
  });

  it('names the other accounts, and shows itself when they are all that is connected', async () => {
    const app = serve({ others: ['branch', 'shop'], lastMessageAt: 0 });
    const { text } = await app.get('/').set('Accept-Language', 'en').expect(200);
    expect(text).toContain('<dt>others</dt><dd>branch, shop</dd>');
    expect(text).toContain('none: messages from WeChat arrive');
  });

  it('says when the server cannot serve, and writes foreign words as text', async () => {
    const { text } = await serve({ model: '<b>m</b>', account }, ['The disk is full']).get('/');
    expect(text).toContain('The disk is full');
    expect(text).toContain('&#60;b&#62;m&#60;/b&#62;');
  });

  it('allows no script and no foreign asset', async () => {
    const { headers, text } = await serve({ model: 'm', account }).get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script|https?:\/\/(?!你的域名|your\.domain)/);
  });
});

describe('GET / from elsewhere', () => {
  const fromElsewhere = (path: string) =>
    serve({ model: 'm', account }).get(path).set('X-Forwarded-For', '203.0.113.9');

  it('is answered as if there were no page', async () => {
    const { text } = await fromElsewhere('/').expect(404);
    expect(text).toContain('/wechat');
    expect(text).not.toContain('wx0123456789abcdef');
  });

  it('is shown to requests with the key', async () => {
    await fromElsewhere(`/?key=${KEY}`).expect(200);
    await fromElsewhere('/?key=wrong').expect(404);
  });
});
