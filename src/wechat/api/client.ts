import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Emitter } from '../../events/event-bus.ts';
import { createAccessTokenSource, type AccessTokenCache } from './access-token.ts';
import { createCallApi } from './call-api.ts';
import { WechatApiError, WechatUnreachableError } from '../errors.ts';
import { createFetchToken } from './fetch-token.ts';
import { keepLegalXml } from '../push/legal-xml.ts';

/** Calls WeChat on behalf of one account. Everything throws WechatApiError and WechatUnreachableError. */
export interface WechatClient {
  /**
   * A customer-service message. `isAi` makes WeChat say under it that an AI wrote it.
   * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
   */
  sendText(openId: string, content: string, options: { readonly isAi: boolean }): Promise<void>;
  /**
   * Shows the follower that somebody is typing. Refused with 40200, 45072, 45080 and 45081 for harmless reasons.
   * https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html
   */
  sendTyping(openId: string): Promise<void>;
}

const success = z.object({ errcode: z.literal(0) });

interface WechatClientDeps {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly cache: AccessTokenCache;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
  /** For one call, from the connection to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** Creates the client of an account; it fetches, shares and renews the access token by itself. */
export function createWechatClient(deps: WechatClientDeps): WechatClient {
  const { baseUrl, timeoutMs, appId, appSecret, cache, clock, log, events } = deps;
  const callApi = createCallApi({ baseUrl, timeoutMs, events });
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
        'WeChat does not take the access token any more',
      );
    }
    await callOnce(call, body, await accessToken.replace(used));
  }

  return {
    sendText: (openId, content, { isAi }) =>
      callWithToken('cgi-bin/message/custom/send', {
        touser: openId,
        msgtype: 'text',
        text: { content: keepLegalXml(content) },
        ...(isAi ? { aimsgcontext: { is_ai_msg: 1 } } : {}),
      }),
    sendTyping: (openId) =>
      callWithToken('cgi-bin/message/custom/typing', { touser: openId, command: 'Typing' }),
  };
}
