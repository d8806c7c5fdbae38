import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Account } from '../accounts/account.ts';
import type { Clock } from '../runtime/clock.ts';
import { createThrottledLog } from './throttled-log.ts';

const WHAT_THIS_IS = [
  '这里是快回（Kuaihui）的微信消息接口：请把这个地址填到公众号后台的“服务器地址(URL)”。服务器正在运行。',
  "This is Kuaihui's address for WeChat: type it into the account's backend as the server URL. The server is running.",
].join('\n');

const VERIFIED = {
  code: 'verified',
  reason: 'verified',
  says: { en: 'WeChat verified this address', zh: '微信验证了这个地址，接入成功' },
};

/** GET /wechat: proves to WeChat that the URL is ours. Throws RefusedPushError. */
export function createHandshake(
  account: Pick<Account, 'codec' | 'noteHandshake'>,
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): RequestHandler {
  const seldom = createThrottledLog(log, clock);
  return (request, response) => {
    response.type('text/plain; charset=utf-8');
    if (Object.keys(request.query).length === 0) {
      response.send(WHAT_THIS_IS);
      return;
    }
    const handshake = account.codec.answerHandshake(request.query);
    account.noteHandshake(handshake);
    response.send(handshake.echostr);
    seldom.write('info', VERIFIED);
  };
}
