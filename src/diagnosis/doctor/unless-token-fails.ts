import { WechatApiError, WechatUnreachableError } from '../../wechat/errors.ts';
import type { Finding } from '../finding.ts';
import type { WechatSession } from '../wechat-session.ts';

/** Looks where WeChat gives a token; without one, the check of the token says what is wrong, once. */
export async function unlessTokenFails(
  wechat: WechatSession,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    await wechat.fetchToken({ force: false });
  } catch (error) {
    if (error instanceof WechatApiError || error instanceof WechatUnreachableError) return [];
    throw error;
  }
  return look();
}
