import type { Clock } from '../runtime/clock.ts';
import { WechatApiError, WechatUnreachableError } from '../wechat/errors.ts';
import type { FetchToken } from '../wechat/api/fetch-token.ts';
import type { Finding } from './finding.ts';
import { wechatTexts as texts } from './wechat-texts.ts';

/**
 * Asks WeChat for the account's access token, which proves AppID, AppSecret and the allow list.
 * A token that the server has stays valid, because the ordinary request makes no new one.
 */
export async function checkWechat(
  fetchToken: FetchToken,
  { clock, host }: { clock: Clock; host: string },
): Promise<Finding> {
  const startedAt = clock.now();
  const name = 'wechat';
  try {
    await fetchToken({ force: false });
    return { name, is: 'right', says: texts.given(), tookMs: clock.now() - startedAt };
  } catch (error) {
    const tookMs = clock.now() - startedAt;
    if (error instanceof WechatApiError) {
      const is = error.retryable ? 'unknown' : 'wrong';
      return { name, is, says: texts.refused(error), remedy: texts.remedy(error), tookMs };
    }
    if (!(error instanceof WechatUnreachableError)) throw error;
    return { name, is: 'wrong', says: texts.away(host), remedy: texts.reach(host), tookMs };
  }
}
