import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { CustomerServiceClient } from '../../delivery/customer-service.ts';
import type { Emitter } from '../../events/event-bus.ts';
import { createAccessTokenSource, type AccessTokenCache } from './access-token.ts';
import { createCallApi } from './call-api.ts';
import { WechatApiError, WechatUnreachableError } from '../errors.ts';
import { createFetchToken } from './fetch-token.ts';
import { keepLegalXml } from '../push/legal-xml.ts';
import { toOutcome, toTypingOutcome } from './to-outcome.ts';

const success = z.object({ errcode: z.literal(0) });
const sent = () => ({ is: 'sent' }) as const;

interface WechatClientDeps {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly cache: AccessTokenCache;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
  /** The name by which events tell of the account. */
  readonly account: string;
  /** For one call, from the connection to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** Creates the API client of one account, which fetches, shares and renews the access token by itself. */
export function createWechatClient(deps: WechatClientDeps): CustomerServiceClient {
  const { baseUrl, timeoutMs, appId, appSecret, cache, clock, log, events, account } = deps;
  const callApi = createCallApi({ baseUrl, timeoutMs, news: { events, account } });
  const fetchToken = createFetchToken({ callApi, appId, appSecret });
  const accessToken = createAccessTokenSource({ cache, fetchToken, clock, log });

  async function callOnce(call: string, body: Readonly<Record<string, unknown>>, token: string) {
    const answer = await callApi(call, body, { accessToken: token });
    if (success.safeParse(answer).success) return;
    throw new WechatUnreachableError(`The answer to ${call} does not say that it was done`, {
      mayHaveArrived: true,
    });
  }

  async function callWithToken(call: string, body: Readonly<Record<string, unknown>>) {
    const used = await accessToken.get();
    try {
      return await callOnce(call, body, used);
    } catch (error) {
      if (!(error instanceof WechatApiError) || error.kind !== 'token') throw error;
      log.info(
        { code: 'token_refused', errcode: error.errcode, zh: 'access_token 失效了，换新的再发' },
        'WeChat refused the access token; sending again with a new one',
      );
    }
    await callOnce(call, body, await accessToken.replace(used));
  }

  return {
    // https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
    sendText: (openId, content, { isAi }) =>
      callWithToken('cgi-bin/message/custom/send', {
        touser: openId,
        msgtype: 'text',
        text: { content: keepLegalXml(content) },
        ...(isAi ? { aimsgcontext: { is_ai_msg: 1 } } : {}),
      }).then(sent, toOutcome),
    // https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html
    sendTyping: (openId) =>
      callWithToken('cgi-bin/message/custom/typing', { touser: openId, command: 'Typing' }).then(
        sent,
        toTypingOutcome,
      ),
  };
}
