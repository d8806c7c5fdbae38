import { path } from '../setting-kind.ts';
import { defineSettings } from '../setting-definition.ts';

/** What is quoted. */
export const documentSettings = defineSettings(
  { key: 'documents', title: { en: 'The documents', zh: '资料' }, scope: 'account' },
  {
    KNOWLEDGE_DIR: {
      kind: path,
      isForOperator: true,
      says: {
        en: 'A folder of Markdown and text files that is quoted when no model is configured; the handbook when empty.',
        zh: '没有接入模型时摘录的资料文件夹，里面是 Markdown 和文本文件；不填就是自带的手册。',
      },
    },
  },
);
