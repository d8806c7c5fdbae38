import type { Command } from './commands.ts';

/** Commands that are a few fixed words, of which some leave room for a polite one. */
export type WordCommand = Exclude<Command['is'], 'task' | 'confirm forgetting'>;

/** Tasks that need no argument, by their names. */
export type WordTask = 'usage' | 'memory' | 'persona' | 'model' | 'export';

/**
 * Without blanks and in small letters. Both languages work everywhere: a link in an old message may be tapped after the
 * language was changed.
 */
export const COMMAND_WORDS: Readonly<Record<WordCommand, readonly string[]>> = {
  new: ['新对话', '新對話', '新的对话', '新的對話', 'new'],
  help: ['帮助', '幫助', 'help'],
  continue: ['继续', '繼續', 'continue'],
  stop: ['停止', 'stop'],
  retry: ['重试', '重試', 'retry'],
  regenerate: [
    ...['重新生成', '重新回答', '重新產生', '再答一次', '换个回答', '換個回答', '换一个回答'],
    ...['換一個回答', 'regenerate'],
  ],
  undo: ['撤回', '撤销', '撤銷', 'undo'],
  'ask what was remembered': ['这是提问', '這是提問', 'thisisaquestion', 'this-is-a-question'],
  // Missing one would send a wish to be forgotten to the model; it only asks, so a few words more do no harm.
  forget: [
    ...[
      '删除我的数据',
      '刪除我的數據',
      '删除我的资料',
      '刪除我的資料',
      '清除我的数据',
      '清除我的數據',
    ],
    ...['删除我的所有数据', '刪除我的所有數據', '删除我的全部数据', '刪除我的全部數據'],
    ...['deletemydata', 'deleteallmydata', 'erasemydata', 'delete-my-data'],
  ],
};

/** The same of tasks. */
export const TASK_WORDS: Readonly<Record<WordTask, readonly string[]>> = {
  usage: ['我的用量', '我的使用量', 'usage', 'myusage'],
  memory: ['我的记忆', '我的記憶', 'memory', 'mymemory'],
  persona: ['角色', '切换角色', '切換角色', '换个角色', '換個角色', 'persona', 'personas'],
  model: ['模型', '切换模型', '切換模型', '换个模型', '換個模型', 'model', 'models'],
  export: [
    ...['导出我的数据', '導出我的數據', '匯出我的資料', '导出我的资料', '導出我的資料'],
    ...['exportmydata', 'export-my-data'],
  ],
};

/** Words before a name that is chosen. */
export const CHOICE_WORDS = {
  persona: ['切换角色', '切換角色', '角色', 'persona'],
  model: ['切换模型', '切換模型', '模型', 'model'],
} as const;

/** Nothing polite goes with these: what they do cannot be undone. */
export const CONFIRMATIONS = ['确认删除', '確認刪除', 'confirm-delete', 'confirmdelete'];
