import { z } from 'zod';
import type { CallApi } from './call-api.ts';
import { STABLE_TOKEN } from './classify-errcode.ts';
import { WechatUnreachableError } from '../errors.ts';

/** A token as WeChat gave it out. */
export interface FetchedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Gets the access token from WeChat. Throws WechatApiError and WechatUnreachableError. */
export type FetchToken = (options: {
  /** Makes a new token, and the old one invalid at once. */
  readonly force: boolean;
}) => Promise<FetchedToken>;

const answerFields = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/**
 * Fetches the stable token: every process that asks is given the same, and another system that fetches the ordinary
 * token with the same secret does not disturb it.
 * https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
 */
export function createFetchToken({
  callApi,
  appId,
  appSecret,
}: {
  readonly callApi: CallApi;
  readonly appId: string;
  readonly appSecret: string;
}): FetchToken {
  return async function fetchToken({ force }) {
    const answer = answerFields.safeParse(
      await callApi(STABLE_TOKEN, {
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        force_refresh: force,
      }).catch((cause: unknown) => {
        throw cause instanceof WechatUnreachableError ? notFetched(cause) : cause;
      }),
    );
    if (!answer.success) throw notFetched(answer.error);
    return { token: answer.data.access_token, expiresInSeconds: answer.data.expires_in };
  };
}

/** Whatever became of this call, the one that the token was wanted for was not made. */
function notFetched(cause: Error): WechatUnreachableError {
  return new WechatUnreachableError('Could not fetch an access token', {
    cause,
    mayHaveArrived: false,
  });
}
