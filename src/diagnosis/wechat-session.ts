import type { WechatConfig } from '../config/config.ts';
import { createCallApi } from '../wechat/api/call-api.ts';
import { createFetchToken, type FetchToken } from '../wechat/api/fetch-token.ts';

/** Asks WeChat's API in the name of one account, with one token for all questions. */
export interface WechatSession {
  readonly fetchToken: FetchToken;
  readonly host: string;
  /** Asks with the token. Throws WechatApiError and WechatUnreachableError. */
  ask(call: string, body?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Returns the token if it was given, so that nothing shows it. */
  token(): string | undefined;
}

const TIMEOUT_MS = 10_000;

/** Opens a session; undefined without an AppSecret. The token that the server has stays valid. */
export function openWechatSession({
  apiBaseUrl,
  appId,
  appSecret,
}: WechatConfig): WechatSession | undefined {
  if (appId === undefined || appSecret === undefined) return undefined;
  const callApi = createCallApi({ baseUrl: apiBaseUrl, timeoutMs: TIMEOUT_MS });
  let given: ReturnType<FetchToken> | undefined;
  let token: string | undefined;
  const fetchToken: FetchToken = (options) =>
    (given ??= createFetchToken({ callApi, appId, appSecret })(options).then((fetched) => {
      token = fetched.token;
      return fetched;
    }));
  return {
    fetchToken,
    host: new URL(apiBaseUrl).host,
    async ask(call, body) {
      const { token: accessToken } = await fetchToken({ force: false });
      return callApi(call, body ?? {}, {
        accessToken,
        ...(body === undefined && { method: 'GET' }),
      });
    },
    token: () => token,
  };
}
