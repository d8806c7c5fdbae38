import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeAlert, findRefusal, receiverOf } from '../../src/alerts/robot.ts';
import type { AlertRecord } from '../../src/alerts/alert-collections.ts';

const NOW = 1_796_000_000_000;
const record: AlertRecord = {
  incident: {
    is: 'key-refused',
    account: 'shop',
    breaker: 'b1',
    provider: 'deepseek',
    keyNumber: 2,
  },
  state: 'open',
  at: NOW,
};
const text = expect.stringMatching(
  /^快回：.*第 2 个密钥.*DEEPSEEK_API_KEY.*\nKuaihui: key 2 of deepseek is refused/,
) as string;

describe('an alarm', () => {
  it.each([
    [
      'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
      { msgtype: 'text', text: { content: text } },
    ],
    [
      'https://oapi.dingtalk.com/robot/send?access_token=t',
      { msgtype: 'text', text: { content: text } },
    ],
    ['https://open.feishu.cn/open-apis/bot/v2/hook/h', { msg_type: 'text', content: { text } }],
    ['https://open.larksuite.com/open-apis/bot/v2/hook/h', { msg_type: 'text', content: { text } }],
    [
      'https://ops.example.com/alarm',
      {
        event: 'key-refused',
        state: 'open',
        id: 'breaker/b1',
        account: 'shop',
        provider: 'deepseek',
        keyNumber: 2,
        text: { zh: expect.any(String), en: expect.any(String) },
        at: new Date(NOW).toISOString(),
      },
    ],
  ])('for %s has the form that it takes', (url, body) => {
    expect(encodeAlert(record, { url }, NOW)).toEqual({ url, body });
  });

  it('for DingTalk is signed in its address when there is a secret', () => {
    const url = 'https://oapi.dingtalk.com/robot/send?access_token=t';
    const signed = new URL(encodeAlert(record, { url, secret: 'SEC1' }, NOW).url);
    expect(signed.searchParams.get('access_token')).toBe('t');
    expect(signed.searchParams.get('timestamp')).toBe(String(NOW));
    expect(signed.searchParams.get('sign')).toBe(
      createHmac('sha256', 'SEC1').update(`${NOW}\nSEC1`).digest('base64'),
    );
  });

  it('for Feishu is signed in its body when there is a secret', () => {
    const url = 'https://open.feishu.cn/open-apis/bot/v2/hook/h';
    const seconds = String(NOW / 1000);
    expect(encodeAlert(record, { url, secret: 'S' }, NOW).body).toMatchObject({
      timestamp: seconds,
      sign: createHmac('sha256', `${seconds}\nS`).digest('base64'),
      msg_type: 'text',
    });
  });

  it('is told to robots behind a proxy of the owner by the path', () => {
    expect(receiverOf('http://127.0.0.1:1/cgi-bin/webhook/send?key=k')).toBe('wecom');
    expect(receiverOf('http://127.0.0.1:1/robot/send?access_token=t')).toBe('dingtalk');
    expect(receiverOf('http://127.0.0.1:1/open-apis/bot/v2/hook/h')).toBe('feishu');
  });
});

it.each([
  [200, '{"errcode":0,"errmsg":"ok"}', undefined],
  [200, '{"errcode":93000,"errmsg":"invalid webhook url"}', 'code 93000'],
  [200, '{"errcode":310000,"errmsg":"sign not match"}', 'code 310000'],
  [200, '{"code":0,"msg":"success","data":{}}', undefined],
  [200, '{"code":19021,"msg":"sign match fail"}', 'code 19021'],
  [200, '{"StatusCode":0,"StatusMessage":"success"}', undefined],
  [204, '', undefined],
  [200, 'ok', undefined],
  [302, '', 'status 302'],
  [500, 'oops', 'status 500'],
])('an answer with status %i and %j is read', (status, body, expected) => {
  expect(findRefusal(status, body)).toBe(expected);
});
