import type { Clock } from '../runtime/clock.ts';
import { refusedAddress } from '../wechat/api/classify-errcode.ts';
import { WechatApiError, WechatUnreachableError } from '../wechat/errors.ts';
import type { Finding } from './finding.ts';
import type { WechatSession } from './wechat-session.ts';
import { wechatTexts as texts } from './wechat-texts.ts';

const NOT_IN_WHITELIST = 40164;

/**
 * Asks WeChat for the account's access token, which proves AppID, AppSecret and the allow list.
 * A token that the server has stays valid, because the ordinary request makes no new one.
 */
export async function checkWechat(
  { fetchToken, host }: Pick<WechatSession, 'fetchToken' | 'host'>,
  { clock }: { readonly clock: Clock },
): Promise<Finding> {
  const startedAt = clock.now();
  const name = 'wechat';
  try {
    await fetchToken({ force: false });
    return { name, state: 'ok', sentence: texts.given(), tookMs: clock.now() - startedAt };
  } catch (error) {
    const tookMs = clock.now() - startedAt;
    if (error instanceof WechatApiError) {
      const state = error.retryable ? 'warning' : 'fault';
      const told = { sentence: texts.refused(error), remedy: texts.remedy(error) };
      if (error.errcode !== NOT_IN_WHITELIST) return { name, state, ...told, tookMs };
      const copy = refusedAddress(error.errmsg);
      return { name: 'whitelist', state, ...told, ...(copy && { copy }), tookMs };
    }
    if (!(error instanceof WechatUnreachableError)) throw error;
    return { name, state: 'fault', sentence: texts.away(host), remedy: texts.reach(host), tookMs };
  }
}
