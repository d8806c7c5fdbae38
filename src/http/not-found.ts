import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AccountDirectory } from '../accounts/account-directory.ts';
import type { Clock } from '../runtime/clock.ts';
import { webhookPath } from '../accounts/account-name.ts';
import { createThrottledLog } from './throttled-log.ts';

const WHAT_IS_ELSEWHERE = [
  '这里什么也没有。给微信用的地址是 /wechat（或 /wechat/账号名），健康检查是 /readyz。',
  'Nothing is here. The address for WeChat is /wechat (or /wechat/NAME), and /readyz says whether the server can serve.',
].join('\n');

/** Answers an unknown address, and tells the deployer if WeChat used it. */
export function createNotFound({
  accounts,
  log,
  clock,
}: {
  readonly accounts: AccountDirectory;
  readonly log: Logger;
  readonly clock: Clock;
}): RequestHandler {
  const seldom = createThrottledLog(log, clock);
  return (request, response) => {
    if (isOfWechat(request)) {
      const entries = [...accounts.entries()];
      const signer = entries.find(([, { codec }]) => codec.hasSigned(request.query));
      const named = (signer ?? entries[0])?.[0];
      const right = named === undefined ? '/wechat/NAME' : webhookPath(named);
      seldom.write(
        'warn',
        {
          code: 'wrong_path',
          reason: signer ? 'wrong path' : 'wrong path and token',
          says: {
            en: `WeChat called an address where nothing is, with ${signer ? 'the right signature' : 'a signature of another token'}. Its address here is ${right}: compare the URL in WeChat's console, and the path that Nginx passes on.`,
            zh: `微信访问了一个不存在的地址，${signer ? '签名是对的' : 'Token 也不一致'}。正确的路径是 ${right}：请核对微信后台的 URL，以及 Nginx 转发的路径。`,
          },
        },
        { path: request.path.slice(0, 64) },
      );
    }
    // Nothing more is expected on this connection.
    response.status(404).set('Connection', 'close').type('text/plain; charset=utf-8');
    response.send(WHAT_IS_ELSEWHERE);
  };
}

/** Says whether WeChat sent a request, by what it adds to every address. */
export function isOfWechat({ query }: Request): boolean {
  return ['signature', 'timestamp', 'nonce'].every((name) => query[name] !== undefined);
}
