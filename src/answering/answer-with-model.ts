import type { Answerer, Ask } from './answerer.ts';
import { createRepetitionFilter } from './drop-repetition.ts';
import type { Model, ModelRequest } from './model.ts';

/** Asks a model; its words are marked as a model's, and those that are out already are dropped. */
export function answerWithModel(model: Model): Answerer {
  return async function* answer(ask, signal) {
    let filter = createRepetitionFilter(ask.released());
    let speaker: { readonly model?: string } = {};
    /** The first words of a model say whose they are, however many were dropped before them. */
    const say = (text: string) => {
      const event = { type: 'text', text, origin: 'model', ...speaker } as const;
      speaker = {};
      return event;
    };
    for await (const event of model.stream(toRequest(ask), signal)) {
      if (event.type === 'text') {
        if (event.model !== undefined) speaker = { model: event.model };
        const words = filter.push(event.text);
        if (words !== '') yield say(words);
        continue;
      }
      if (event.type === 'finish' || event.type === 'tool-request') {
        const words = filter.end();
        if (words !== '') yield say(words);
      }
      yield event;
      if (event.type === 'restart') filter = createRepetitionFilter(ask.released());
    }
  };
}

function toRequest(ask: Ask): ModelRequest {
  const { system, history, question, model, sampling, released, follower, conversationId } = ask;
  const { tools, rounds } = ask;
  const conversation = { follower, id: conversationId };
  const askedFor = { turn: { turnId: ask.turnId, ...follower }, purpose: 'answer' as const };
  return {
    ...{ system, history, question, sampling, released, conversation, askedFor },
    ...(model !== undefined && { model }),
    ...(tools && { tools }),
    ...(rounds && { rounds }),
  };
}
