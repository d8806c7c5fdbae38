import { z } from 'zod';
import type { CallApi } from './call-api.ts';
import { STABLE_TOKEN } from './classify-errcode.ts';
import { WechatUnreachableError } from '../errors.ts';

/** A token as WeChat gave it out. */
export interface FetchedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Fetches the access token from WeChat. Throws WechatApiError and WechatUnreachableError. */
export type FetchToken = (options: {
  /** Makes a new token and invalidates the old one immediately. */
  readonly force: boolean;
}) => Promise<FetchedToken>;

const answerFields = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/**
 * Creates the function that fetches the stable token. Every process gets the same one, and another system that fetches
 * the ordinary token with the same secret does not disturb it.
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

/** Translates a lost answer of this call: the call that needed the token was certainly not made. */
function notFetched(cause: Error): WechatUnreachableError {
  return new WechatUnreachableError('Could not fetch an access token', {
    cause,
    mayHaveArrived: false,
  });
}
