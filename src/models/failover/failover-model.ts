import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Background } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { Model, ModelEvent, ModelRequest } from '../../answering/model.ts';
import { NotCalledError } from '../../answering/not-called-error.ts';
import { createModel, type ModelDeps } from '../create-model.ts';
import { laneKeyOf } from '../lane-key.ts';
import type { ProviderModel } from '../model-settings.ts';
import type { Breakers } from './breakers.ts';
import { createCandidates, type Candidate } from './candidate.ts';
import {
  chooseCandidate,
  listInOrder,
  withoutFailed,
  type Choice,
  type Keys,
} from './choose-candidate.ts';
import { failureOf, scopeOf } from './failure-scope.ts';
import { askInTime } from './first-token.ts';
import { mayTryAgain } from './may-try-again.ts';
import { createProbes } from './probes.ts';

export interface FailoverDeps {
  /** Models beside these that a question may begin with, if its follower has chosen one. */
  readonly offered?: readonly ProviderModel[];
  readonly breakers: Breakers;
  /** The time to the first token of a model while another one is left. */
  readonly failoverMs: number;
  /** The account whose models they are, for events and logs. */
  readonly account: string;
  readonly clock: Clock;
  readonly background: Background;
  readonly log: Logger;
  readonly events: Emitter;
  /** Puts something around each model with each of its keys, such as a count of its tokens; nothing when absent. */
  readonly countUsage?: (model: Model) => Model;
  /** Whether a model, as `provider/model`, may be called now; every model when absent. */
  readonly mayCall?: (id: string) => boolean;
  /** Aborted when the account is replaced or removed: its models are probed no more. */
  readonly retired?: AbortSignal;
  /** Where bots among the models keep their conversations. */
  readonly botMemory?: ModelDeps['botMemory'];
}

/**
 * Creates one model of several, and of all their keys. A question begins with the first that is well, and goes on with
 * the next one where that can help, after the text that is out by then. The keys of a provider take turns.
 */
export function createFailoverModel(
  settings: readonly [ProviderModel, ...ProviderModel[]],
  { offered = [], countUsage = (model) => model, mayCall = () => true, ...deps }: FailoverDeps,
): Model {
  const { breakers, failoverMs, account, clock, log, events } = deps;
  const toKeys = (settings: ProviderModel): Keys => {
    const shared = { ...deps, leftOut: new Set<string>() };
    return createCandidates(settings, (one) => countUsage(createModel(one, shared)));
  };
  const models = settings.map(toKeys);
  const onRequest = new Map(
    offered.map((settings) => [`${settings.provider}/${settings.model}`, toKeys(settings)]),
  );
  const probes = createProbes({ ...deps, limitMs: failoverMs });
  let turn = 0;

  /** Asks one candidate, and tells the breakers how it went. */
  async function* ask(
    { candidate, is, hasOtherKey, isOnly }: Choice,
    { request, signal, isAlone }: Asked,
  ): AsyncGenerator<ModelEvent, void> {
    const wasOpen = breakers.probeAtOf(candidate) !== undefined;
    let triesMade = 0;
    let wrote = false;
    let lastFailed: AnswererError | undefined;
    const mayRetry = (error: AnswererError) => {
      lastFailed = error;
      const isKnown = breakers.probeAtOf(candidate) !== undefined;
      triesMade += 1;
      note(candidate, error, isAlone);
      if (isAlone) return true;
      if (is === 'in doubt') return false;
      if (is === 'patient') return !hasOtherKey || scopeOf(error) !== 'key';
      const wasKnown = isKnown && triesMade === 1;
      return mayTryAgain({ error, triesMade, wrote, wasKnown });
    };
    const own = { ...request, mayRetry };
    const answer =
      is === 'patient' || isOnly
        ? candidate.model.stream(own, signal)
        : askInTime(candidate.model, own, signal, { limitMs: failoverMs, clock });
    try {
      for await (const event of answer) {
        wrote ||= event.type === 'text';
        yield event;
      }
    } catch (error) {
      // When its time is over while it pauses between two tries, its own failure says more.
      const isLate = error instanceof AnswererError && error.code === 'provider_silent';
      throw isLate && lastFailed && !signal.aborted ? lastFailed : error;
    }
    if (wasOpen || triesMade > 0) breakers.close(candidate, account);
  }

  /** Alone, a model is asked whatever happened before; only news that its owner can act on are kept. */
  const note = (candidate: Candidate, error: AnswererError, isAlone: boolean) => {
    const scope = scopeOf(error);
    const isForOwner = scope === 'key' && failureOf(error) !== 'throttled';
    if (isAlone ? isForOwner : scope !== 'question') breakers.open(candidate, error, account);
  };

  const noteSwitch = (from: Candidate, to: Candidate, error: AnswererError) => {
    const [fromId, toId] = [from.model.id, to.model.id];
    const failure = failureOf(error);
    events.emit({ type: 'model-switched', account, from: fromId, to: toId, failure });
    const { message: reason, advice } = error;
    log.warn(
      {
        ...{ code: 'model_switched', account, from: fromId, to: toId, failure, reason },
        ...{ advice: advice?.en, adviceZh: advice?.zh },
        zh: `${fromId} 没有回答，改问 ${toId}：${reason}`,
      },
      `${fromId} did not answer; asking ${toId}: ${reason}`,
    );
  };

  const notePassedBy = (
    order: readonly Candidate[],
    { model: chosen }: Candidate,
    { askedFor }: ModelRequest,
  ) => {
    if (!askedFor) return;
    const before = order.slice(
      0,
      order.findIndex(({ model }) => model === chosen),
    );
    for (const model of new Set(before.map(({ model }) => model.id)))
      if (model !== chosen.id) events.emit({ type: 'model-passed-by', model, ...askedFor.turn });
  };

  const [first] = settings;
  return {
    id: `${first.provider}/${first.model}`,
    lane: laneOf(first),
    async *stream(request, signal) {
      const chosen = onRequest.get(request.model ?? '');
      const all = chosen ? [chosen, ...models] : models;
      const callable = all.filter(([key]) => key && mayCall(key.model.id));
      // Without any, the first one says why.
      const asked = callable.length > 0 ? callable : all;
      const order = listInOrder(asked, { begin: request.model, turn });
      turn += 1;
      const isAlone = order.length === 1;
      const probeAtOf = (candidate: Candidate) => breakers.probeAtOf(candidate);
      let left = order;
      let choice = chooseCandidate(left, probeAtOf);
      if (choice) notePassedBy(order, choice.candidate, request);
      while (choice) {
        const { candidate } = choice;
        if (!isAlone) for (const other of order) if (other !== candidate) probes.want(other);
        let unreleased: 'none' | 'some' = 'none';
        try {
          for await (const event of ask(choice, { request, signal, isAlone })) {
            const isFirst = event.type === 'text' && unreleased === 'none';
            if (event.type === 'text') unreleased = 'some';
            if (event.type === 'restart') unreleased = 'none';
            yield isFirst ? { ...event, model: candidate.model.id } : event;
          }
          return;
        } catch (error) {
          if (!(error instanceof AnswererError) || signal.aborted) throw error;
          // The same money would pay for the next model.
          if (error instanceof NotCalledError) throw error;
          note(candidate, error, isAlone);
          const failure = failureOf(error);
          if (failure === 'content-refused') {
            // Another vendor must not be sent what one refused.
            yield { type: 'finish', reason: 'content-filter' };
            return;
          }
          if (failure === 'too-long') throw error;
          left = withoutFailed(left, candidate, scopeOf(error));
          choice = chooseCandidate(left, probeAtOf);
          if (!choice) throw error;
          noteSwitch(candidate, choice.candidate, error);
        }
        if (unreleased === 'some') yield { type: 'restart' };
      }
      throw new Error('A failover without a model');
    },
  };
}

/** One question. */
interface Asked {
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  /** Whether there is only one candidate, which is asked whatever happened before. */
  readonly isAlone: boolean;
}

/** The answers wait for the first model; each of its keys is counted apart by the provider. */
function laneOf(first: ProviderModel): Model['lane'] {
  const { atOnce, apiKeys } = first;
  const key = laneKeyOf({ ...first, apiKey: apiKeys.join(',') });
  return { key, concurrency: atOnce && atOnce * Math.max(1, apiKeys.length) };
}
