import { normaliseSpelling } from '../messages/visible-text.ts';
import type { TurnTask } from '../turns/turn.ts';
import {
  CHOICE_WORDS,
  COMMAND_WORDS,
  CONFIRMATIONS,
  TASK_WORDS,
  type WordCommand,
  type WordTask,
} from './command-words.ts';
import { writeFeedback } from './feedback-words.ts';
import type { Offers } from './offers.ts';
import { readCorrection, readFeedback } from './read-feedback.ts';
import { readWish } from './read-wish.ts';

/** What a follower can say to us instead of to the model. */
export type Command =
  | {
      readonly is:
        | 'new'
        | 'help'
        | 'continue'
        | 'stop'
        | 'retry'
        | 'regenerate'
        | 'undo'
        | 'ask what was remembered'
        | 'forget'
        | 'confirm forgetting';
    }
  | { readonly is: 'task'; readonly task: TurnTask };

/** The names that a follower can choose by; another word after 角色 or 模型 makes a question. */
type Choices = Pick<Offers, 'personas' | 'models'>;

const NO_CHOICES: Choices = { personas: [], models: [] };

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...(Object.keys(COMMAND_WORDS) as WordCommand[]).flatMap((is) =>
    COMMAND_WORDS[is].map((word): [string, Command] => [word, { is }]),
  ),
  ...(Object.keys(TASK_WORDS) as WordTask[]).flatMap((name) =>
    TASK_WORDS[name].map((word): [string, Command] => [word, toTask(name)]),
  ),
]);

/** Marks and pictures around the word. A question mark is not among them: it makes a question of it. */
const BEFORE = /^[\s\p{Extended_Pictographic}/"'“”‘’「」『』【】()<>《》[\]]+/u;
const AFTER = /[\s\p{Extended_Pictographic}.。!~～…,、;:"'“”‘’「」『』【】()<>《》[\]]/u;
const POLITE_START =
  /^(?:好的?|嗯+|那就?|ok)?,?(?:(?:麻烦|麻煩|劳驾|勞駕|拜托|拜託)(?:你|您)?|请(?:你|您)?|請(?:你|您)?|please|pls)?,?(?:帮我|幫我|给我|給我)?/;
const POLITE_END =
  /(?:一下)?(?:吧|呗|哈|呀|啊|啦|哦|喔|噢|嘛)?,?(?:谢谢(?:你|您)?|謝謝(?:你|您)?|please|pls|thanks|thankyou)?$/;

/** What the memory's list puts behind its links; an English word has no digit. */
const FORGET_FACT = /^(?:忘掉-?([a-z0-9]{4,5})|forget-?((?=[a-z]*[0-9])[a-z0-9]{4,5}))$/;

/** Reads a whole message as a command, however it is spelled; a sentence that only holds the word is none. */
export function readCommand(content: string, choices = NO_CHOICES): Command | undefined {
  // Before marks and pictures are taken off.
  const told = readTold(content);
  if (told) return told;
  const word = stripEdges(normaliseSpelling(content));
  if (CONFIRMATIONS.includes(word)) return { is: 'confirm forgetting' };
  const plain = stripEdges(word.replace(POLITE_START, '').replace(POLITE_END, ''));
  const fact = readWish(content);
  return (
    COMMANDS.get(word) ??
    COMMANDS.get(plain) ??
    readForgetting(word) ??
    readChoice(word, choices) ??
    (fact === undefined ? undefined : toTask('remember', fact))
  );
}

/** Reads what a follower says of an answer: 👍, 👎, or the right one. */
function readTold(content: string): Command | undefined {
  const feedback = readFeedback(content);
  if (feedback) return toTask('feedback', writeFeedback(feedback));
  const correction = readCorrection(content);
  return correction === undefined ? undefined : toTask('correct', correction);
}

function readForgetting(word: string): Command | undefined {
  const [, chinese, english] = FORGET_FACT.exec(word) ?? [];
  const code = chinese ?? english;
  return code === undefined ? undefined : toTask('forget-fact', code);
}

/** Reads 角色 and 模型 with one of the names that are offered. */
function readChoice(word: string, { personas, models }: Choices): Command | undefined {
  const persona = findChosen(word, CHOICE_WORDS.persona, personas, () => undefined);
  if (persona !== undefined) return toTask('persona', persona);
  const model = findChosen(word, CHOICE_WORDS.model, models, modelOnly);
  return model === undefined ? undefined : toTask('model', model);
}

function findChosen(
  word: string,
  commands: readonly string[],
  names: readonly string[],
  shortOf: (name: string) => string | undefined,
): string | undefined {
  const begins = commands.find((command) => word.startsWith(command));
  if (begins === undefined) return undefined;
  const wanted = word.slice(begins.length).replace(/^[-:]/, '');
  const isWanted = (name: string | undefined) =>
    name !== undefined && normaliseSpelling(name) === wanted;
  return names.find(isWanted) ?? names.find((name) => isWanted(shortOf(name)));
}

function modelOnly(name: string): string | undefined {
  const slash = name.indexOf('/');
  return slash < 0 ? undefined : name.slice(slash + 1);
}

function toTask(name: string, argument = ''): Command {
  return { is: 'task', task: { name, argument } };
}

/** From the end character by character: an expression would begin anew at each of very many marks in the middle. */
function stripEdges(text: string): string {
  const characters = Array.from(text.replace(BEFORE, ''));
  const last = characters.findLastIndex((character) => !AFTER.test(character));
  return characters.slice(0, last + 1).join('');
}
