import { CHECK_NAMES } from '../../diagnosis/check-names.ts';
import type { CheckName, Finding } from '../../diagnosis/finding.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** The texts of `kuaihui doctor`. */
export const doctorCommandTexts = {
  waiting: (names: readonly CheckName[]): Sentence => ({
    en: `Waiting for ${names.map((name) => CHECK_NAMES.en[name]).join(', ')} …`,
    zh: `正在等 ${names.map((name) => CHECK_NAMES.zh[name]).join('、')} …`,
  }),
  verdict(states: readonly Finding['state'][]): Sentence {
    const count = (state: Finding['state']) => states.filter((one) => one === state).length;
    const [faults, warnings] = [count('fault'), count('warning')];
    if (faults > 0)
      return {
        en: `${faults} ${faults === 1 ? 'fault' : 'faults'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}: begin with the first ✗.`,
        zh: `${faults} 处故障，${warnings} 处提醒：请从第一个 ✗ 改起。`,
      };
    return warnings > 0
      ? {
          en: `No fault, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
          zh: `没有故障，${warnings} 处提醒。`,
        }
      : { en: 'Everything is in order.', zh: '一切正常。' };
  },
};
