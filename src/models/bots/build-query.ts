import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../answering/model.ts';
import type { Exchange } from '../../turns/ports.ts';
import { tellRounds } from '../tools/tell-rounds.ts';

/** A conversation that a bot keeps. */
export interface KeptConversation {
  /** The bot's own id of it. */
  readonly id: string;
  /** The digest of the last question that the bot answered in it. */
  readonly answered?: string;
}

/** What is sent to a bot, and into which of its conversations; a new one when absent. */
interface Query {
  readonly text: string;
  readonly conversation?: string;
}

/** The longest account of what the bot has not heard, in characters. */
const LONGEST_PREFACE = 3000;
const LONGEST_ANSWER = 600;

const WORDS = {
  zh: {
    preface: '以下是我们之前的对话，供你参考，不用回应：',
    asked: '我：',
    answered: '你：',
    question: '现在我的问题是：',
    released: '你对这个问题的回答已经写到这里：',
    goOn: '请从断开的地方接着写完，第一个字就紧跟上文的最后一个字；不要重复已经写过的内容，不要道歉，也不要解释。',
  },
  en: {
    preface: 'Our conversation so far, for your information; do not reply to it:',
    asked: 'Me: ',
    answered: 'You: ',
    question: 'My question now:',
    released: 'You have written this much of your answer:',
    goOn: 'Write the rest of it, starting exactly behind its last character. Do not repeat anything, do not apologise, do not explain.',
  },
} as const;

/**
 * Puts together what a bot has to read. The bot keeps the conversation itself, so that the question is enough, except for
 * what another model answered meanwhile. An exchange that the bot remembers and that left the history (撤回, 重新生成) is
 * forgotten by beginning a new conversation. What another model had looked up before it failed is told in words.
 */
export function buildQuery(request: ModelRequest, kept: KeptConversation | undefined): Query {
  const { question, history, system, rounds = [] } = request;
  const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en';
  const words = WORDS[language];
  const released = request.released?.() ?? '';
  const goOn =
    released.trim() === '' ? '' : `${words.released}\n"""\n${released}\n"""\n${words.goOn}`;
  const rest = [tellRounds(rounds, language), goOn]
    .filter((part) => part !== '')
    .map((part) => `\n\n${part.toWellFormed()}`)
    .join('');
  if (!request.conversation) {
    const whole = [system, question].filter((part) => part.trim() !== '').join('\n\n');
    return { text: whole.toWellFormed() + rest };
  }
  const heard = kept && findUnheard(kept, request, released);
  const unheard = heard ?? history;
  const preface = unheard.length === 0 ? '' : tell(unheard, words);
  const text =
    (preface === '' ? question : `${preface}\n\n${words.question}\n${question}`).toWellFormed() +
    rest;
  return kept && heard ? { text, conversation: kept.id } : { text };
}

/** Returns the digest by which a question is known again; the store keeps no second copy of a follower's words. */
export function digestOf(question: string): string {
  return createHash('sha256').update(question).digest('hex').slice(0, 16);
}

/** Returns the turns after the one that the bot answered last; undefined if that one left the history. */
function findUnheard(
  { answered }: KeptConversation,
  { history, question }: ModelRequest,
  released: string,
): readonly Exchange[] | undefined {
  if (answered === undefined) return history;
  if (released !== '' && digestOf(question) === answered) return [];
  const at = history.findLastIndex((turn) => digestOf(turn.question) === answered);
  return at < 0 ? undefined : history.slice(at + 1);
}

/** Tells the newest turns that fit. */
function tell(turns: readonly Exchange[], words: (typeof WORDS)['zh' | 'en']): string {
  const told: string[] = [];
  let left = LONGEST_PREFACE;
  for (const { question, answer } of [...turns].reverse()) {
    const turn = `${words.asked}${shorten(question)}\n${words.answered}${shorten(answer)}`;
    left -= turn.length;
    if (left < 0) break;
    told.unshift(turn);
  }
  return told.length === 0 ? '' : `${words.preface}\n${told.join('\n')}`;
}

function shorten(text: string): string {
  return text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}…` : text;
}
