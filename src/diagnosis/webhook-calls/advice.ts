import type { Sentence } from '../../runtime/sentence.ts';

/** What is told of a call, or of calls that do not come, and what to do about it. */
export interface Advice {
  readonly sentence: Sentence;
  readonly remedy?: Sentence;
}

/** The remedy where a proxy takes parameters out of the address. */
export const PASS_THE_QUERY: Sentence = {
  zh: '检查 Nginx、宝塔或 CDN：转发时要原样带上问号后面的全部参数（proxy_pass 用 $request_uri，或不写路径），不要用去掉参数的 rewrite 或跳转。',
  en: 'Look at Nginx, 宝塔 or the CDN: it has to pass on everything after the question mark (proxy_pass with $request_uri, or without a path), with no rewrite or redirect that drops it.',
};
