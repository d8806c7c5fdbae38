import type { Sentence } from '../../runtime/sentence.ts';

/** What stands in place of the page. */
export const pageTexts = {
  notBuilt: (): Sentence => ({
    en: 'The console is not built yet. Run on the server: npm run build',
    zh: '控制台还没有构建，请在服务器上运行：npm run build',
  }),
  notFound: (): Sentence => ({
    en: 'Nothing is here. The console begins at /console/.',
    zh: '这里什么也没有。控制台的地址是 /console/。',
  }),
  full: (): Sentence => ({
    en: 'Too many windows of the console are open. Close some and try again.',
    zh: '打开的控制台窗口太多了，请关掉一些再试。',
  }),
  tooManyFromOneAddress: (): Sentence => ({
    en: 'Too many calls without a session wait from this address. Try again in a moment.',
    zh: '这个地址有太多未登录的请求还没处理完，请稍后再试。',
  }),
};
