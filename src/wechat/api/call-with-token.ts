import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import { WechatApiError } from '../errors.ts';
import { createAccessTokenSource, type AccessTokenCache } from './access-token.ts';
import { createCallApi } from './call-api.ts';
import { createFetchToken } from './fetch-token.ts';

/** What calls of WeChat's API in the name of one account need. */
export interface WechatAccess {
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
  readonly longestAnswerBytes?: number;
}

/** Calls WeChat's API with the account's token. Throws WechatApiError and WechatUnreachableError. */
export type CallWithToken = (
  path: string,
  body: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** Creates the calls of one account, which fetch, share and renew the access token by themselves. */
export function createCallWithToken(access: WechatAccess): CallWithToken {
  const { baseUrl, timeoutMs, longestAnswerBytes, appId, appSecret, cache } = access;
  const { clock, log, events, account } = access;
  const callApi = createCallApi({
    baseUrl,
    timeoutMs,
    longestAnswerBytes,
    news: { events, account },
  });
  const fetchToken = createFetchToken({ callApi, appId, appSecret });
  const accessToken = createAccessTokenSource({ cache, fetchToken, clock, log });

  return async function callWithToken(path, body) {
    const used = await accessToken.get();
    try {
      return await callApi(path, body, { accessToken: used });
    } catch (error) {
      if (!(error instanceof WechatApiError) || error.kind !== 'token') throw error;
      log.info(
        { code: 'token_refused', errcode: error.errcode, zh: 'access_token 失效了，换新的再发' },
        'WeChat refused the access token; sending again with a new one',
      );
    }
    return callApi(path, body, { accessToken: await accessToken.replace(used) });
  };
}
