import { setTimeout as pause } from 'node:timers/promises';
import { KuaihuiError } from '../runtime/errors.ts';
import { findLinks } from '../simulator/platform/links.ts';
import type { Link } from '../simulator/platform/links.ts';
import type { Follower, Platform, PushOutcome } from '../simulator/platform/platform.ts';
import { parseChatLine } from './chat-line.ts';
import { CHAT_HELP, describeCustomerServiceMessage, describeOutcome } from './chat-texts.ts';

export interface ConversationDeps {
  readonly platform: Platform;
  readonly follower: Follower;
  readonly print: (text: string) => void;
  /** Whether customer-service messages can arrive. */
  readonly hasApi: boolean;
  /** Whether to report attempts that time out while the follower waits. */
  readonly showsProgress: boolean;
  readonly quietMs: number;
  readonly patienceMs: number;
}

/** One follower's chat, line by line. */
export interface Conversation {
  /** Does what a line asks and prints what the follower sees of it. Resolves when the push is settled. */
  take(this: void, line: string): Promise<'quit' | undefined>;
  /** Resolves when no further customer-service message is expected. */
  waitUntilQuiet(): Promise<void>;
  close(): void;
}

/** Creates a conversation that prints things as they appear. */
export function createConversation(deps: ConversationDeps): Conversation {
  const { platform, follower, print, hasApi } = deps;
  let choices: readonly Link[] = [];
  let actedAt = Date.now();
  let settledAt = 0;
  let seenAt = 0;
  let awaitsFirstMessage = false;

  const offer = (text: string) => {
    const links = findLinks(text).filter(({ sends }) => sends !== undefined);
    if (links.length > 0) choices = links;
  };
  const unwatch = platform.watch((event) => {
    if (event.type === 'seen') {
      seenAt = Date.now();
      if (event.seen.via !== 'customer-service') return;
      offer(event.seen.text);
      print(describeCustomerServiceMessage(event.seen, seenAt - actedAt));
    }
    if (event.type === 'attempt-ended' && event.attempt.how === 'timed out') {
      const { number } = event.attempt;
      if (deps.showsProgress) print(`… 第 ${number} 次推送无回应 attempt ${number} timed out`);
    }
  });

  async function ask(act: () => Promise<PushOutcome>, isQuestion: boolean): Promise<undefined> {
    actedAt = Date.now();
    try {
      const outcome = await act();
      settledAt = Date.now();
      awaitsFirstMessage = isQuestion && outcome.shown === 'nothing';
      offer(outcome.text ?? '');
      print(describeOutcome(outcome, hasApi));
    } catch (error) {
      if (!(error instanceof KuaihuiError)) throw error;
      print(error.message);
    }
  }

  return {
    async take(text) {
      const line = parseChatLine(text, choices.length);
      switch (line.do) {
        case 'quit':
          return 'quit';
        case 'nothing':
          return undefined;
        case 'help':
          print(CHAT_HELP);
          return undefined;
        case 'explain':
          print(`没有命令 /${line.command}。 No such command. /help · /say`);
          return undefined;
        case 'say':
          return ask(() => follower.says(line.text), true);
        case 'tap':
          return ask(() => follower.taps(choices[line.number - 1]?.label ?? ''), true);
        case 'send':
          return ask(() => follower.sends(line.message), true);
        case 'event':
          return ask(() => follower.does(line.event), false);
      }
    },
    async waitUntilQuiet() {
      // No message marks the end of an answer, so only silence tells.
      for (;;) {
        const limitMs = awaitsFirstMessage && seenAt < actedAt ? deps.patienceMs : deps.quietMs;
        const restMs = Math.max(settledAt, seenAt) + limitMs - Date.now();
        if (!hasApi || restMs <= 0) return;
        await pause(Math.min(restMs, 100));
      }
    },
    close: unwatch,
  };
}
