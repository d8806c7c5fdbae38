import { z } from 'zod';
import type { CustomerServiceClient } from '../../delivery/customer-service.ts';
import { WechatUnreachableError } from '../errors.ts';
import { keepLegalXml } from '../push/legal-xml.ts';
import { createCallWithToken, type WechatAccess } from './call-with-token.ts';
import { toOutcome, toTypingOutcome } from './to-outcome.ts';

const success = z.object({ errcode: z.literal(0) });
const sent = () => ({ is: 'sent' }) as const;

/** Creates the API client of one account, which fetches, shares and renews the access token by itself. */
export function createWechatClient(deps: WechatAccess): CustomerServiceClient {
  const call = createCallWithToken(deps);

  async function send(path: string, body: Readonly<Record<string, unknown>>) {
    const answer = await call(path, body);
    if (success.safeParse(answer).success) return;
    throw new WechatUnreachableError(`The answer to ${path} does not say that it was done`, {
      mayHaveArrived: true,
    });
  }

  return {
    // https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
    sendText: (openId, content, { isAi }) =>
      send('cgi-bin/message/custom/send', {
        touser: openId,
        msgtype: 'text',
        text: { content: keepLegalXml(content) },
        ...(isAi ? { aimsgcontext: { is_ai_msg: 1 } } : {}),
      }).then(sent, toOutcome),
    // https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html
    sendTyping: (openId) =>
      send('cgi-bin/message/custom/typing', { touser: openId, command: 'Typing' }).then(
        sent,
        toTypingOutcome,
      ),
  };
}
