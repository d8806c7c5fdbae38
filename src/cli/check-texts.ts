import type { AdviceLanguage } from '../runtime/sentence.ts';

interface CheckTexts {
  readonly warning: (says: string) => string;
  readonly file: (path: string | undefined) => string;
  readonly inOrder: string;
  readonly usable: string;
  readonly notInOrder: string;
}

/** The texts of `kuaihui check`. */
export const checkTexts: Readonly<Record<AdviceLanguage, CheckTexts>> = {
  en: {
    warning: (says) => `Warning: ${says}`,
    file: (path) => (path === undefined ? 'There is no .env here.' : `Settings from ${path}:`),
    inOrder: 'The settings are in order.',
    usable: 'The settings can be used; see the warnings.',
    notInOrder: 'The settings are not in order.',
  },
  zh: {
    warning: (says) => `注意：${says}`,
    file: (path) => (path === undefined ? '这里没有 .env 文件。' : `设置来自 ${path}：`),
    inOrder: '设置没有问题。',
    usable: '设置可以用，请看上面的提醒。',
    notInOrder: '设置有问题，请按上面的说明改。',
  },
};
