import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '体检',
    intro: '逐项检查设置、网络、模型和公众号，哪里不对，怎么改。',
    run: '开始检查',
    again: '再检查一次',
    running: '正在检查，最多十几秒。每个模型会被问一句话，用掉几个 token。',
    never: '还没有检查过',
    neverAbout: '检查不会改动任何东西，每个模型会被问一句话。',
    neverViewer: '请所有者来检查一次，结果会显示在这里。',
    at: '检查时间',
    states: { fault: '故障', warning: '提醒', ok: '正常' },
    verdict: (faults: number, warnings: number) =>
      faults > 0
        ? `${faults} 处故障，${warnings} 处提醒，从上往下改就好。`
        : warnings > 0
          ? `没有故障，${warnings} 处提醒。`
          : '一切正常。',
    toCopy: '要填的值',
    took: (ms: number) => `用时 ${(ms / 1000).toFixed(1)} 秒`,
  },
  en: {
    title: 'Doctor',
    intro: 'Checks settings, network, models and accounts, and says what to do.',
    run: 'Examine',
    again: 'Examine again',
    running:
      'Looking; it takes some ten seconds at most. Every model is asked a few words, which costs a few tokens.',
    never: 'Nothing was examined yet',
    neverAbout: 'Looking changes nothing; every model is asked a few words.',
    neverViewer: 'Ask an owner to examine once; the result is shown here.',
    at: 'Examined',
    states: { fault: 'Faults', warning: 'Warnings', ok: 'In order' },
    verdict: (faults: number, warnings: number) =>
      faults > 0
        ? `${faults} ${faults === 1 ? 'fault' : 'faults'} and ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}: begin at the top.`
        : warnings > 0
          ? `No fault, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`
          : 'Everything is in order.',
    toCopy: 'To enter there',
    took: (ms: number) => `${(ms / 1000).toFixed(1)} s`,
  },
});
