import { normaliseSpelling } from '../messages/visible-text.ts';

/** What a follower can say to us instead of to the model. */
export type Command =
  'new' | 'help' | 'continue' | 'stop' | 'retry' | 'forget' | 'confirm forgetting';

/**
 * Without blanks and in small letters. Both languages work everywhere: a link in an old message may be tapped after the
 * language was changed.
 */
const WORDS: Readonly<Record<Exclude<Command, 'confirm forgetting'>, readonly string[]>> = {
  new: ['新对话', '新對話', '新的对话', '新的對話', 'new'],
  help: ['帮助', '幫助', 'help'],
  continue: ['继续', '繼續', 'continue'],
  stop: ['停止', 'stop'],
  retry: ['重试', '重試', 'retry'],
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
    ...['deletemydata', 'deleteallmydata', 'erasemydata'],
  ],
};

/** Nothing polite goes with these: what they do cannot be undone. */
const CONFIRMATIONS = ['确认删除', '確認刪除', 'confirm-delete', 'confirmdelete'];

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((command) =>
    WORDS[command].map((word): [string, Command] => [word, command]),
  ),
);

/** Marks and pictures around the word. A question mark is not among them: it makes a question of it. */
const BEFORE = /^[\s\p{Extended_Pictographic}/"'“”‘’「」『』【】()<>《》[\]]+/u;
const AFTER = /[\s\p{Extended_Pictographic}.。!~～…,、;:"'“”‘’「」『』【】()<>《》[\]]/u;
const POLITE_START =
  /^(?:好的?|嗯+|那就?|ok)?,?(?:(?:麻烦|麻煩|劳驾|勞駕|拜托|拜託)(?:你|您)?|请(?:你|您)?|請(?:你|您)?|please|pls)?,?(?:帮我|幫我|给我|給我)?/;
const POLITE_END =
  /(?:一下)?(?:吧|呗|哈|呀|啊|啦|哦|喔|噢|嘛)?,?(?:谢谢(?:你|您)?|謝謝(?:你|您)?|please|pls|thanks|thankyou)?$/;

/** Reads a whole message as a command, however it is spelled; a sentence that only holds the word is none. */
export function readCommand(content: string): Command | undefined {
  const word = stripEdges(normaliseSpelling(content));
  if (CONFIRMATIONS.includes(word)) return 'confirm forgetting';
  return (
    COMMANDS.get(word) ??
    COMMANDS.get(stripEdges(word.replace(POLITE_START, '').replace(POLITE_END, '')))
  );
}

/** From the end character by character: an expression would begin anew at each of very many marks in the middle. */
function stripEdges(text: string): string {
  const characters = Array.from(text.replace(BEFORE, ''));
  const last = characters.findLastIndex((character) => !AFTER.test(character));
  return characters.slice(0, last + 1).join('');
}
