/** What a follower can say to us instead of to the model. */
export type Command = 'new' | 'help' | 'continue' | 'stop' | 'retry' | 'forget';

/** Both languages work everywhere: a link in an old message may be tapped after the language was changed. */
const WORDS: ReadonlyMap<string, Command> = new Map([
  ['新对话', 'new'],
  ['new', 'new'],
  ['帮助', 'help'],
  ['help', 'help'],
  ['继续', 'continue'],
  ['continue', 'continue'],
  ['停止', 'stop'],
  ['stop', 'stop'],
  ['重试', 'retry'],
  ['retry', 'retry'],
  ['删除我的数据', 'forget'],
  ['delete my data', 'forget'],
]);

/** Reads a whole message as a command; case, outer white space, a leading slash and a closing mark do not matter. */
export function readCommand(content: string): Command | undefined {
  const word = content
    .trim()
    .replace(/^\//, '')
    .replace(/[。.!！~～]$/, '')
    .toLowerCase();
  return WORDS.get(word);
}
