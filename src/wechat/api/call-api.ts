import { z } from 'zod';
import type { Emitter } from '../../events/event-bus.ts';
import { readAtMost } from '../../runtime/read-at-most.ts';
import { WechatApiError, WechatUnreachableError } from '../errors.ts';

const refusal = z.object({ errcode: z.number(), errmsg: z.string().catch('') });

/** Far above WeChat's answers, which have some hundred bytes, and its address list, which has a few KiB. */
const LONGEST_ANSWER_BYTES = 1024 * 1024;

/** Makes one request to WeChat's API and returns the answer. Throws WechatApiError and WechatUnreachableError. */
export type CallApi = (
  /** The path without its first slash, such as `cgi-bin/message/custom/send`. */
  call: string,
  body: Readonly<Record<string, unknown>>,
  options?: {
    readonly accessToken?: string;
    /** Some calls are asked with GET and take no body. */
    readonly method?: 'GET' | 'POST';
  },
) => Promise<unknown>;

/** Creates the only way to WeChat. It follows no redirect, because a request may carry the secret. */
export function createCallApi({
  baseUrl,
  timeoutMs,
  longestAnswerBytes = LONGEST_ANSWER_BYTES,
  news,
}: {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** Far above what most calls are answered with where it is absent. */
  readonly longestAnswerBytes?: number | undefined;
  /** Where calls are told, and of which account. Absent for a check of the settings, whose calls are no news. */
  readonly news?: { readonly events: Emitter; readonly account: string };
}): CallApi {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  const tell = (outcome: { readonly call: string; readonly errcode?: number }) =>
    news?.events.emit({ type: 'wechat-called', account: news.account, ...outcome });

  return async function callApi(path, body, options) {
    const call = path.replace('cgi-bin/', '');
    try {
      const answer = await request(path, body, options);
      tell({ call, errcode: 0 });
      return answer;
    } catch (error) {
      const refused = error instanceof WechatApiError && { errcode: error.errcode };
      tell({ call, ...refused });
      throw error;
    }
  };

  async function request(
    ...[call, body, { accessToken, method = 'POST' } = {}]: Parameters<CallApi>
  ) {
    const url = new URL(call, base);
    if (accessToken !== undefined) url.searchParams.set('access_token', accessToken);

    let status: number;
    let text: string;
    try {
      const response = await fetch(url, {
        method,
        ...(method === 'POST' && {
          headers: { 'content-type': 'application/json; charset=utf-8' },
          // Raw UTF-8: \uXXXX escapes have come out visibly, or as 40033.
          body: JSON.stringify(body),
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      text = await readText(response, longestAnswerBytes);
    } catch (cause) {
      throw new WechatUnreachableError(`WeChat did not answer ${call}`, {
        cause,
        mayHaveArrived: !failedToConnect(cause),
      });
    }

    const answer = parseJson(text);
    const refused = refusal.safeParse(answer);
    if (refused.success && refused.data.errcode !== 0) throw new WechatApiError(call, refused.data);
    if (status >= 400 || typeof answer !== 'object' || answer === null) {
      throw new WechatUnreachableError(`The answer to ${call} is not WeChat's: HTTP ${status}`, {
        mayHaveArrived: status >= 500 || status < 400,
      });
    }
    return answer;
  }
}

/** Reads an answer up to the limit, which holds for the unpacked bytes. */
async function readText({ body }: Response, most: number): Promise<string> {
  if (body === null) return '';
  const { bytes, isWhole } = await readAtMost(body, most);
  if (!isWhole) throw new RangeError('The answer is too long');
  return bytes.toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Tells whether fetch failed before there was a connection that could carry the request. */
function failedToConnect(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    NO_CONNECTION.has(cause.code)
  );
}
