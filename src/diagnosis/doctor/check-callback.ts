import { z } from 'zod';
import { WechatApiError, WechatUnreachableError } from '../../wechat/errors.ts';
import type { Finding } from '../finding.ts';
import type { WechatSession } from '../wechat-session.ts';
import { unlessTokenFails } from './unless-token-fails.ts';
import { wechatDoctorTexts as texts } from './wechat-doctor-texts.ts';

/** No URL is set in the account's console. */
const NO_URL = 40201;

const answerFields = z.object({
  dns: z.array(z.object({ ip: z.string() })).catch([]),
  ping: z.array(z.object({ ip: z.string(), package_loss: z.string().catch('') })).catch([]),
});

/** Has WeChat look up the address in the account's console, and compares it with our own. */
export async function checkCallback(
  wechat: WechatSession,
  own: { readonly host: string; readonly addresses: readonly string[] } | undefined,
): Promise<readonly Finding[]> {
  const name = 'callback';
  const about = (state: Finding['state']) => ({ name, state }) as const;
  return unlessTokenFails(wechat, async () => {
    let answer: z.infer<typeof answerFields>;
    try {
      answer = answerFields.parse(
        await wechat.ask('cgi-bin/callback/check', { action: 'all', check_operator: 'DEFAULT' }),
      );
    } catch (error) {
      if (error instanceof WechatApiError && error.errcode === NO_URL)
        return [{ ...about('fault'), sentence: texts.noUrl(), remedy: texts.saveUrl() }];
      const code = error instanceof WechatApiError ? error.errcode : undefined;
      if (code === undefined && !(error instanceof WechatUnreachableError)) throw error;
      return [{ ...about('warning'), sentence: texts.notLookedUp(code), remedy: texts.askLater() }];
    }
    const theirs = [...new Set(answer.dns.map(({ ip }) => ip))];
    if (theirs.length === 0)
      return [{ ...about('warning'), sentence: texts.notLookedUp(), remedy: texts.askLater() }];
    if (own && own.addresses.length > 0 && !theirs.some((ip) => own.addresses.includes(ip)))
      return [
        {
          ...about('warning'),
          sentence: texts.otherHost(theirs, own),
          remedy: texts.compareUrl(own.host),
        },
      ];
    const isLost =
      answer.ping.length > 0 &&
      answer.ping.every(({ package_loss: loss }) => parseFloat(loss) === 100);
    if (isLost)
      return [{ ...about('warning'), sentence: texts.noPing(theirs), remedy: texts.allowPing() }];
    return [{ ...about('ok'), sentence: texts.lookedUp(theirs) }];
  });
}
