import { continueText } from '../../answering/continue-text.ts';
import type { ModelEvent, ModelRequest } from '../../answering/model.ts';
import { digestOf, type KeptConversation } from './build-query.ts';
import type { BotEvent } from './call-bot.ts';

interface AnswerOnceDeps {
  readonly request: ModelRequest;
  /** The conversation into which the question went; absent when it begins one. */
  readonly kept: KeptConversation | undefined;
  readonly keep: (kept: KeptConversation) => Promise<void>;
}

/**
 * Makes a model's events of a bot's, and keeps its conversation: its id as soon as the platform names it, and the question as
 * answered when the answer is whole.
 */
export async function* answerOnce(
  events: AsyncIterable<BotEvent>,
  { request, kept, keep }: AnswerOnceDeps,
): AsyncGenerator<ModelEvent, void> {
  const releasedBefore = request.released?.() ?? '';
  let talk = kept;
  let keeping: Promise<void> | undefined;
  let wrote = false;
  for await (const event of events) {
    switch (event.type) {
      case 'conversation':
        if (event.id === talk?.id) break;
        talk = { id: event.id };
        keeping = keep(talk);
        break;
      case 'replacement': {
        const released = request.released?.() ?? '';
        const whole = releasedBefore + event.text;
        // What is out cannot be taken back; nothing more is shown of an answer that became another one.
        if (!whole.startsWith(released)) {
          yield { type: 'finish', reason: 'content-filter' };
          return;
        }
        if (wrote) yield { type: 'restart' };
        wrote = true;
        const text = continueText(whole, released);
        if (text !== '') yield { type: 'text', text };
        break;
      }
      case 'finish':
        await keeping;
        if (talk) await keep({ ...talk, answered: digestOf(request.question) });
        yield event;
        break;
      case 'text':
        wrote = true;
        yield event;
        break;
      case 'reasoning':
      case 'usage':
      case 'restart':
        yield event;
    }
  }
}
