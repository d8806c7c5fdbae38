import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { AnswerEvent } from '../../turns/answer-event.ts';
import type { ToolRequest, ToolRound } from '../../turns/tool-round.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Answerer, Ask, Stage } from '../answerer.ts';
import { languageOfQuestion } from '../language-of-question.ts';
import type { Tool } from '../tool.ts';
import { createAnswerRounds } from '../tools/answer-rounds.ts';
import { chooseToolDeadline, type ToolTimeLimits } from '../tools/choose-tool-deadline.ts';
import { keepTyping } from '../tools/keep-typing.ts';
import { createToolRunner } from '../tools/tool-runner.ts';
import type { StepKeeper, StoredRound } from '../tools/turn-steps.ts';

export interface UseToolsDeps {
  /** Returns what can be run now. */
  readonly tools: () => readonly Tool[];
  /** How many calls one answer may make. */
  readonly steps: number;
  readonly time: ToolTimeLimits;
  /** Tells whether what comes after WeChat's attempts reaches the follower by itself. */
  readonly isSentLater: () => Promise<boolean>;
  readonly createKeeper: (ask: Ask) => StepKeeper;
  /** Shows the follower that an answer is on its way; a failure has no consequence. */
  readonly showTyping: (follower: FollowerId) => void;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
}

/** A model that asks for tools although it is offered none is told so once more. */
const MOST_LAST_REQUESTS = 2;

/**
 * Runs the tools that a model asks for, of those that it was offered, and asks again with their results. When the limits
 * of the answer are reached, the model is offered none and answers with what it has.
 */
export function createUseTools(deps: UseToolsDeps): Stage {
  const { clock } = deps;
  return (next) =>
    async function* useTools(ask, signal) {
      const { tools: offered = [] } = ask;
      if (offered.length === 0) {
        yield* next(ask, signal);
        return;
      }
      const { question, follower, settings } = ask;
      const language = languageOfQuestion(question, settings.language);
      const tools = deps.tools().filter(({ name }) => offered.some((one) => one.name === name));
      const runner = createToolRunner({ ...deps, tools });
      const findDeadline = createDeadline(ask, deps);
      const rounds = createAnswerRounds({
        ...{ runner, findDeadline, keeper: deps.createKeeper(ask) },
        context: { turn: { turnId: ask.turnId, ...follower }, question, language, signal },
        showRunning: () => keepTyping(() => deps.showTyping(follower), clock),
      });

      for (const round of await rounds.resume()) yield* stepsOf(round);
      for (let lastRequests = 0; ;) {
        const mayUseTools =
          rounds.list().length === 0 || (!runner.isSpent() && clock.now() < (await findDeadline()));
        if (!mayUseTools) lastRequests += 1;
        const asked = mayUseTools ? ask : { ...ask, tools: [] };
        const request = yield* askOnce(next, asked, signal, {
          done: rounds.list(),
          mayAsk: lastRequests < MOST_LAST_REQUESTS,
        });
        if (request === undefined) break;
        yield* stepsOf(await rounds.add(request, ask.released().length));
      }
      await rounds.forget();
    };
}

/** Asks the model once, and returns the tools that it wants; absent when it has answered, or may ask for none. */
async function* askOnce(
  next: Answerer,
  ask: Ask,
  signal: AbortSignal,
  { done, mayAsk }: { readonly done: readonly StoredRound[]; readonly mayAsk: boolean },
): AsyncGenerator<AnswerEvent, ToolRequest | undefined> {
  // What an earlier owner released may not have been stored to its end.
  const before = Math.min(done.at(-1)?.releasedLength ?? 0, ask.released().length);
  const released = () => ask.released().slice(before).trimStart();
  let request: ToolRequest | undefined;
  let hasWords = false;
  for await (const event of next({ ...ask, rounds: done, released }, signal)) {
    if (event.type === 'finish' && request) continue;
    if (event.type === 'text') {
      const isFirst = !hasWords && before > 0 && released() === '';
      hasWords = true;
      yield isFirst ? { ...event, text: `\n\n${event.text}` } : event;
      continue;
    }
    if (event.type === 'restart') hasWords = false;
    yield event;
    if (event.type === 'tool-request' && mayAsk) {
      request = event.request;
      // Words before a request are no part of the answer, unless they are out already.
      if (hasWords) yield { type: 'restart' };
    }
  }
  return request;
}

/** Returns what chooses the deadline when it is first needed, for by then more is known of the account. */
function createDeadline(
  { askedAt }: Ask,
  { clock, time, isSentLater }: UseToolsDeps,
): () => Promise<number> {
  const now = clock.now();
  let deadline: number | undefined;
  return async () =>
    (deadline ??= chooseToolDeadline({
      ...{ now, askedAt: askedAt ?? now, limits: time },
      isSentLater: await isSentLater(),
    }));
}

function* stepsOf({ calls, results }: ToolRound): Generator<AnswerEvent> {
  for (const { id, text } of results) {
    const tool = calls.find((call) => call.id === id)?.name ?? '';
    yield { type: 'step', tool, text };
  }
}
