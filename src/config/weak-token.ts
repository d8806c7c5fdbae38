import { randomBytes } from 'node:crypto';
import type { Sentence } from '../runtime/sentence.ts';

/** A token of 16 letters and digits cannot be guessed, however fast a stranger tries. */
const STRONG_LENGTH = 16;

/** Warns of a token that can be guessed, and offers one that cannot. */
export function noteWeakToken(token: string | undefined): readonly Sentence[] {
  if (token === undefined || token.length >= STRONG_LENGTH) return [];
  const offer = randomBytes(16).toString('hex');
  return [
    {
      en: `WECHAT_TOKEN has ${token.length} characters; strangers can guess one of less than ${STRONG_LENGTH} and then ask the model at your cost. Type a random one into WeChat's backend and into .env, such as this: ${offer}`,
      zh: `WECHAT_TOKEN 只有 ${token.length} 个字符；少于 ${STRONG_LENGTH} 个可能被陌生人猜中，再用你的额度向模型提问。请换成随机的，微信后台和 .env 填一样的，例如：${offer}`,
    },
  ];
}
