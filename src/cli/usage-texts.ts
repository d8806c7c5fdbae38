import type { AdviceLanguage } from '../runtime/sentence.ts';

interface UsageTexts {
  /** Day, account, model, calls, input, cached, output, reasoning, money. */
  readonly columns: readonly string[];
  readonly total: string;
  readonly unknown: string;
  readonly nothing: (days: number) => string;
  readonly estimated: (calls: string) => string;
  readonly missingPrices: (models: string, known: string) => string;
  readonly daysWrong: (most: number) => string;
}

/** The texts of `kuaihui usage`. */
export const usageTexts: Readonly<Record<AdviceLanguage, UsageTexts>> = {
  en: {
    columns: [
      ...['day', 'account', 'model', 'calls', 'input', 'cached'],
      ...['output', 'reasoning', 'money'],
    ],
    total: 'total',
    unknown: 'unknown',
    nothing: (days) =>
      days === 1 ? 'No model was called today.' : `No model was called in the last ${days} days.`,
    estimated: (calls) =>
      `* ${calls === '1' ? '1 call is' : `${calls} calls are`} estimated, because the vendor told no tokens.`,
    missingPrices: (models, known) =>
      `PRICES_FILE has no price for ${models}; what is known comes to ${known}.`,
    daysWrong: (most) => `A number from 1 to ${most}.`,
  },
  zh: {
    columns: [...['日期', '账号', '模型', '调用', '输入', '缓存'], ...['输出', '思考', '费用']],
    total: '合计',
    unknown: '未知',
    nothing: (days) => (days === 1 ? '今天没有调用过模型。' : `最近 ${days} 天没有调用过模型。`),
    estimated: (calls) => `* 有 ${calls} 次调用厂商没有给出 token 数，按估算计。`,
    missingPrices: (models, known) =>
      `PRICES_FILE 里没有 ${models} 的价格；已知的部分共 ${known}。`,
    daysWrong: (most) => `要填 1 到 ${most} 的数字。`,
  },
};
