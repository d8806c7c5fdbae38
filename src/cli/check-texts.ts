import type { AdviceLanguage } from '../runtime/sentence.ts';

interface CheckTexts {
  readonly warning: (says: string) => string;
  readonly file: (path: string | undefined) => string;
  /** Names the settings that the store has, and not .env. */
  readonly stored: (names: readonly string[]) => string;
  /** The store cannot be reached. */
  readonly notRead: string;
  readonly inOrder: string;
  readonly usable: string;
  readonly notInOrder: string;
}

/** The texts of `kuaihui check`. */
export const checkTexts: Readonly<Record<AdviceLanguage, CheckTexts>> = {
  en: {
    warning: (says) => `Warning: ${says}`,
    file: (path) => (path === undefined ? 'There is no .env here.' : `Settings from ${path}:`),
    stored: (names) => `Settings from the store: ${names.join(', ')}`,
    notRead: 'The store cannot be read now, so what was set in the console is not checked.',
    inOrder: 'The settings are in order.',
    usable: 'The settings can be used; see the warnings.',
    notInOrder: 'The settings are not in order.',
  },
  zh: {
    warning: (says) => `注意：${says}`,
    file: (path) => (path === undefined ? '这里没有 .env 文件。' : `设置来自 ${path}：`),
    stored: (names) => `存在数据库里的设置：${names.join('、')}`,
    notRead: '现在读不到数据库，所以没有检查在控制台里设的内容。',
    inOrder: '设置没有问题。',
    usable: '设置可以用，请看上面的提醒。',
    notInOrder: '设置有问题，请按上面的说明改。',
  },
};
