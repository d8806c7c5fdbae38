import type { Answerer, Ask } from './answerer.ts';
import type { Model, ModelRequest } from './model.ts';

/** Asks a model; its words are marked as a model's. */
export function answerWithModel(model: Model): Answerer {
  return async function* answer(ask, signal) {
    for await (const event of model.stream(toRequest(ask), signal))
      yield event.type === 'text' ? { ...event, origin: 'model' } : event;
  };
}

function toRequest(ask: Ask): ModelRequest {
  const { system, history, question, model, sampling, released, follower, conversationId } = ask;
  const conversation = { follower, id: conversationId };
  const request = { system, history, question, sampling, released, conversation };
  return model === undefined ? request : { ...request, model };
}
