import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { RefusedPushError } from '../wechat/errors.ts';
import type { Codec } from '../wechat/codec.ts';

const WHAT_THIS_IS = [
  '这里是快回（Kuaihui）的微信消息接口：请把这个地址填到公众号后台的“服务器地址(URL)”。服务器正在运行。',
  "This is Kuaihui's address for WeChat: type it into the account's backend as the server URL. The server is running.",
].join('\n');

/** GET /wechat: proves to WeChat that the URL is ours. */
export function createHandshake({ codec, log }: { codec: Codec; log: Logger }): RequestHandler {
  return (request, response) => {
    response.type('text/plain; charset=utf-8');
    if (Object.keys(request.query).length === 0) {
      response.send(WHAT_THIS_IS);
      return;
    }
    try {
      response.send(codec.answerHandshake(request.query));
      log.info('WeChat verified this address');
    } catch (error) {
      if (!(error instanceof RefusedPushError)) throw error;
      log.warn({ reason: error.reason }, `Refused the verification: ${error.message}`);
      response.status(error.status).send(error.reason);
    }
  };
}
