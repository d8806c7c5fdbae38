import { z } from 'zod';
import { WechatApiError, WechatUnreachableError } from '../../wechat/errors.ts';
import type { Finding } from '../finding.ts';
import type { WechatSession } from '../wechat-session.ts';
import { unlessTokenFails } from './unless-token-fails.ts';
import { wechatDoctorTexts as texts } from './wechat-doctor-texts.ts';

const answerFields = z.object({
  quota: z.object({ daily_limit: z.number(), used: z.number(), remain: z.number() }),
});
const FEW = 0.1;

/** Asks WeChat how many customer-service messages are left today. */
export async function checkQuota(wechat: WechatSession): Promise<readonly Finding[]> {
  const name = 'quota';
  return unlessTokenFails(wechat, async () => {
    try {
      const answer = await wechat.ask('cgi-bin/openapi/quota/get', {
        cgi_path: '/cgi-bin/message/custom/send',
      });
      return [judgeQuota(answerFields.parse(answer).quota)];
    } catch (error) {
      const isForeseen =
        error instanceof WechatApiError ||
        error instanceof WechatUnreachableError ||
        error instanceof z.ZodError;
      if (!isForeseen) throw error;
      const code = error instanceof WechatApiError ? error.errcode : undefined;
      return [{ name, state: 'warning', sentence: texts.noQuota(code), remedy: texts.askLater() }];
    }
  });
}

/** Judges what is left. The figures lag, and a limit of 0 mostly means that the account may not send any. */
export function judgeQuota({
  daily_limit: limit,
  remain,
}: {
  readonly daily_limit: number;
  readonly remain: number;
}): Finding {
  const name = 'quota';
  if (limit === 0) return { name, state: 'ok', sentence: texts.noMessages() };
  const sentence = texts.quota(limit, remain);
  if (remain > limit * FEW) return { name, state: 'ok', sentence };
  const state = remain <= 0 ? 'fault' : 'warning';
  return { name, state, sentence, remedy: texts.waitForMidnight() };
}
