import type { ModelRequest } from '../answering/model.ts';
import { buildRoundMessages, type RoundMessage, type RoundReader } from './tools/round-messages.ts';
import { tellRounds } from './tools/tell-rounds.ts';

/** One message of a chat completion, in the form every compatible server takes. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

const CONTINUE = {
  zh: '你的回答在上面中断了。请从断开的地方接着写完，第一个字就紧跟上文的最后一个字；不要重复已经写过的内容，不要道歉，也不要解释。',
  en: 'Your answer above was cut off. Write the rest of it, starting exactly behind its last character. Do not repeat anything, do not apologise, do not explain.',
};

/** What a model takes. */
export interface MessageForm {
  /** False where it does not take the role, whose words then join the first question. */
  readonly withSystem?: boolean;
  /** How it reads what tools did; absent where that is told in words. */
  readonly rounds?: RoundReader;
}

/**
 * Turns a request into messages: the system's, then user and assistant in strict alternation, then what
 * the model had tools do. Some servers refuse two messages of one role in a row, so a question that got no answer joins
 * the next one.
 */
export function buildMessages(
  request: ModelRequest,
  { withSystem = true, rounds: form }: MessageForm = {},
): (ChatMessage | RoundMessage)[] {
  const messages: (ChatMessage | RoundMessage)[] = [];
  const { rounds = [] } = request;
  const language = /\p{Script=Han}/u.test(request.question) ? 'zh' : 'en';
  if (!isBlank(request.system)) add(messages, withSystem ? 'system' : 'user', request.system);
  for (const { question, answer } of request.history) {
    if (isBlank(question)) continue; // An answer without its question would stand alone.
    add(messages, 'user', question);
    if (!isBlank(answer)) add(messages, 'assistant', answer);
  }
  add(messages, 'user', request.question);
  if (form) messages.push(...rounds.flatMap((round, at) => buildRoundMessages(round, at, form)));
  else if (rounds.length > 0) add(messages, 'user', tellRounds(rounds, language));
  const released = request.released?.() ?? '';
  if (!isBlank(released)) {
    add(messages, 'assistant', released);
    add(messages, 'user', CONTINUE[language]);
  }
  return messages;
}

function add(
  messages: (ChatMessage | RoundMessage)[],
  role: ChatMessage['role'],
  text: string,
): void {
  // Half of an emoji becomes an escape that JSON allows and many servers answer with a 500.
  const content = text.toWellFormed();
  const last = messages.at(-1);
  if (last?.role === role && typeof last.content === 'string')
    messages.splice(-1, 1, { role, content: `${last.content}\n\n${content}` });
  else messages.push({ role, content });
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
