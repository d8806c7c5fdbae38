import { describe, expect, it } from 'vitest';
import { KuaihuiError } from '../../src/runtime/errors.ts';
import {
  RefusedPushError,
  UnreadablePushError,
  WechatApiError,
  WechatUnreachableError,
} from '../../src/wechat/errors.ts';

const SEND = 'cgi-bin/message/custom/send';
const refuse = (errcode: number, errmsg = 'no', call = SEND) =>
  new WechatApiError(call, { errcode, errmsg });

describe('a refusal by the API', () => {
  it.each([
    ['token', [40001, 40014, 42001]],
    ['busy', [-1, 45011]],
    ['too long', [45002]],
    ['quota spent', [45047]],
    ['window over', [45015]],
    ['not permitted', [48001, 48008]],
    ['follower unreachable', [40003, 43004, 43019, 48002, 50002, 50005, 70000]],
    [
      'operator',
      [40013, 40125, 40164, 40243, 41002, 41004, 45009, 48004, 50004, 50007, 89503, 89506, 89507],
    ],
    ['rejected', [40033, 40200, 45008, 45072, 45080, 45081, 43002, 99999]],
  ])('is "%s" for %j', (kind, errcodes) => {
    for (const errcode of errcodes)
      expect(refuse(errcode), String(errcode)).toMatchObject({ errcode, kind });
  });

  it('carries advice exactly when the operator has to act', () => {
    for (let errcode = 40000; errcode < 90000; errcode += 1) {
      const error = refuse(errcode);
      expect(error.advice !== undefined, String(errcode)).toBe(error.kind === 'operator');
    }
  });

  it('can be retried only when WeChat was busy', () => {
    expect([-1, 45011, 40001, 45047, 99999].map((errcode) => refuse(errcode).retryable)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    [
      'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 6',
      'the IP 203.0.113.9 ',
      '203.0.113.9 ',
    ],
    ['invalid ip 2001:db8::7, not in whitelist rid: 6', 'the IP 2001:db8::7 ', '2001:db8::7 '],
    ['not in whitelist', "this server's public IP", '这台服务器的公网 IP'],
  ])('names the address to whitelist: "%s"', (errmsg, en, zh) => {
    const { advice } = refuse(40164, errmsg, 'cgi-bin/stable_token');
    expect(advice?.en).toContain(en);
    expect(advice?.zh).toContain(zh);
    for (const says of Object.values(advice ?? {}))
      expect(says).toContain('微信开发者平台 → 开发信息');
  });

  it('means the secret when the token is fetched', () => {
    const error = refuse(40001, 'invalid credential', 'cgi-bin/stable_token');
    expect(error.kind).toBe('operator');
    expect(error.advice?.en).toContain('WECHAT_APP_SECRET');
  });

  it('keeps the words of WeChat, with the rid', () => {
    expect(refuse(45047, 'out of response count limit rid: 65-1').message).toBe(
      'WeChat refused cgi-bin/message/custom/send: 45047 out of response count limit rid: 65-1',
    );
  });
});

it('every error is a KuaihuiError with a code and a name', () => {
  const errors = [
    refuse(1),
    new RefusedPushError('replayed', 'x'),
    new UnreadablePushError('doctype', 'x'),
    new WechatUnreachableError('x', { mayHaveArrived: true, cause: new Error('y') }),
  ];
  expect(errors.every((error) => error instanceof KuaihuiError)).toBe(true);
  expect(errors.map(({ code, name }) => [code, name])).toEqual([
    ['wechat_refused', 'WechatApiError'],
    ['push_refused', 'RefusedPushError'],
    ['push_unreadable', 'UnreadablePushError'],
    ['wechat_unreachable', 'WechatUnreachableError'],
  ]);
});
