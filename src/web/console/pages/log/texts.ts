import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '日志',
    intro: '服务器正在做什么。这里没有聊天内容，也没有密钥。',
    level: '至少',
    levels: { info: '全部', warn: '警告', error: '错误' },
    search: '搜索',
    searchHint: '中英文都行，也可以搜代码',
    onlyAccount: (account: string) => `只看账号 ${account}`,
    pause: '暂停',
    goOn: '继续',
    paused: (waiting: number) => (waiting === 0 ? '已暂停' : `已暂停，又来了 ${waiting} 行`),
    lines: '日志',
    none: '没有符合条件的日志',
    noneAbout: '只保留最近 2000 行，级别由 LOG_LEVEL 决定。',
    process: (id: number) => `进程 ${id}`,
    marks: { info: '信息', warn: '警告', error: '错误', fatal: '致命' },
  },
  en: {
    title: 'Log',
    intro: 'What the server is doing. It holds no texts of followers and no keys.',
    level: 'At least',
    levels: { info: 'all', warn: 'warnings', error: 'errors' },
    search: 'Search',
    searchHint: 'in either language, or for a code',
    onlyAccount: (account: string) => `Only the account ${account}`,
    pause: 'Pause',
    goOn: 'Go on',
    paused: (waiting: number) =>
      waiting === 0 ? 'Paused' : `Paused, ${waiting} more ${waiting === 1 ? 'line' : 'lines'}`,
    lines: 'Log',
    none: 'No line fits',
    noneAbout: 'The newest 2,000 lines are kept; LOG_LEVEL decides which are written.',
    process: (id: number) => `process ${id}`,
    marks: { info: 'info', warn: 'warning', error: 'error', fatal: 'fatal' },
  },
});
