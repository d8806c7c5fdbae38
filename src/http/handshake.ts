import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import type { Clock } from '../runtime/clock.ts';
import { checkRequest, readAccountName } from './account-route.ts';
import { noteCall } from './call-report.ts';
import { createThrottledLog } from './throttled-log.ts';

/** What the webhook says to a person who opens it. */
export const WHAT_THIS_IS = [
  '这里是快回（Kuaihui）的微信消息接口：请把这个地址填到公众号后台的“服务器地址(URL)”。服务器正在运行。',
  "This is Kuaihui's address for WeChat: type it into the account's backend as the server URL. The server is running.",
].join('\n');

const VERIFIED = {
  code: 'verified',
  reason: 'verified',
  says: { en: 'WeChat verified this address', zh: '微信验证了这个地址，接入成功' },
};

/** GET /wechat and /wechat/NAME: proves to WeChat that the URL is ours. Throws RefusedPushError. */
export function createHandshake(
  accounts: AccountDirectory,
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): RequestHandler {
  const seldom = createThrottledLog(log, clock);
  return async (request, response, next) => {
    const found = await accounts.find(readAccountName(request));
    if (found === undefined) {
      next();
      return;
    }
    response.locals['account'] = found.name;
    noteCall(response, { account: found.name });
    response.type('text/plain; charset=utf-8');
    if (Object.keys(request.query).length === 0) {
      noteCall(response, { fault: 'opened by hand' });
      response.send(WHAT_THIS_IS);
      return;
    }
    const { account, checked } = await checkRequest(found, accounts, ({ codec }) =>
      codec.answerHandshake(request.query),
    );
    noteCall(response, { passed: 'address', gave: 'echo' });
    account.noteHandshake(checked);
    response.send(checked.echostr);
    seldom.write('info', { ...VERIFIED, account: account.name });
  };
}
