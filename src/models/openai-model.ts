import type { Logger } from 'pino';
import type { AnswererError } from '../turns/answerer-error.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Model, ModelRequest } from '../answering/model.ts';
import type { BotMemory } from './bots/bot-memory.ts';
import { fillIds } from './bots/fill-ids.ts';
import { callModel } from './call-model.ts';
import { buildRequest, listSent } from './build-request.ts';
import type { ClassifiedError } from './classify-error.ts';
import { createClient } from './create-client.ts';
import { describeProvider } from './describe-provider.ts';
import { explainFailedTry, type FailedTry } from './explain-failed-try.ts';
import { laneKeyOf } from './lane-key.ts';
import { chooseLeftOut } from './left-out.ts';
import type { ModelFetch } from './model-fetch.ts';
import type { ModelSettings } from './model-settings.ts';
import { nameSettings } from './provider-variables.ts';
import { hideKeys } from './quotable-words.ts';
import { chooseToolUse } from './tools/tool-use.ts';
import type { ToolRound } from '../turns/tool-round.ts';
import { findBuiltInSearch } from './web-search/built-in-search.ts';
import { echoRound, withoutEchoes } from './web-search/echo-calls.ts';
import { canShorten, describeShortened, shorten } from './shorten-request.ts';
import { waitForRetry } from './wait-for-retry.ts';
import { wordsOf } from './words-of.ts';

/** What a model needs from outside. */
export interface OpenAiModelDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
  /** The account whose model it is, for the events. */
  readonly account: string;
  readonly fetch?: ModelFetch;
  /** What the model does not take, learnt by drivers of the same model with other keys as well. */
  readonly leftOut?: Set<string>;
  /** Knows the ids of followers and conversations that a workflow may be told. */
  readonly botMemory?: BotMemory | undefined;
  /** From 0 to 1; spreads the retries of many questions. */
  readonly random?: () => number;
}

/** A vendor that names one field at a time is asked so often more; these tries cost nothing and are not counted. */
const MOST_ADJUSTMENTS = 8;
/** A model that searches by asking for it, and that has found nothing by then, answers with what it has. */
const MOST_SEARCHES = 5;

/**
 * A model behind an OpenAI-compatible API. It is asked again where that can help, and what the provider does not take
 * is left out from then on.
 */
export function createOpenAiModel(settings: ModelSettings, deps: OpenAiModelDeps): Model {
  const { clock, log, events, account, random = Math.random } = deps;
  const { leftOut = new Set<string>() } = deps;
  const { apiKey, model } = settings;
  const provider = describeProvider(settings);
  const id = `${settings.provider}/${model}`;
  const client = createClient(settings, deps.fetch);
  const builtInSearch =
    settings.webSearch === true ? findBuiltInSearch(settings.provider) : undefined;

  return {
    id,
    lane: { key: laneKeyOf(settings), concurrency: settings.atOnce },
    async *stream(asked, signal) {
      const deadline = clock.now() + (settings.totalTimeoutMs ?? Infinity);
      const extraBody = await fillIds(settings.extraBody, asked.conversation, deps.botMemory);
      const filled = extraBody ? { ...settings, extraBody } : settings;
      let request = asked;
      let retriesMade = 0;
      let adjustments = 0;
      let searchesLeft = mayUseSearch(asked) ? MOST_SEARCHES : 0;
      let { firstEventTimeoutMs } = settings;
      for (;;) {
        let hasBegun = false;
        let failed: FailedTry;
        let sent: readonly string[] = [];
        const search = searchesLeft > 0 ? builtInSearch : undefined;
        let searched: ToolRound | undefined;
        try {
          const body = buildRequest(filled, request, leftOut, search);
          sent = listSent(body);
          const { idleTimeoutMs } = settings;
          const { host } = provider;
          const limits = { firstEventTimeoutMs, idleTimeoutMs, deadline };
          events.emit({ type: 'model-asked', account, provider: host });
          for await (const event of callModel({
            client,
            host,
            id,
            body,
            toolUse: chooseToolUse(request, leftOut, search),
            toolNames: (request.tools ?? []).map(({ name }) => name),
            round: request.rounds?.length ?? 0,
            searches: search !== undefined,
            ...limits,
            clock,
            signal,
          })) {
            hasBegun ||= event.type === 'text' || event.type === 'reasoning';
            if (searched) continue;
            if (event.type === 'tool-request' && search?.echoes !== undefined) {
              const wanted = withoutEchoes(event.request, search.echoes);
              if (wanted) yield { ...event, request: wanted };
              else searched = echoRound(event.request);
              continue;
            }
            if (event.type === 'usage') {
              const { tokens } = event;
              events.emit({ type: 'tokens-used', account, provider: host, model: id, ...tokens });
            }
            yield event;
          }
          if (!searched) return;
          request = { ...request, rounds: [...(request.rounds ?? []), searched] };
          searchesLeft -= 1;
          if (hasBegun) yield { type: 'restart' };
          continue;
        } catch (cause) {
          const conversation = wordsOf(request);
          const facts = { sent, now: clock.now(), apiKey, conversation };
          failed = explainFailedTry(cause, provider, facts);
        }

        const { classified } = failed;
        const error = nameSettings(failed.error, settings);
        const facts = { provider: provider.host, code: error.code, reason: error.message };
        events.emit({ type: 'model-failed', account, provider: provider.host, code: error.code });
        const providerSays = classified?.words && hideKeys(classified.words, apiKey);
        log.debug({ ...facts, class: error.failure, providerSays }, 'A try failed');
        if (classified?.class === 'content-refused') {
          yield { type: 'finish', reason: 'content-filter' };
          return;
        }
        const adjusted = classified && adjustments < MOST_ADJUSTMENTS && adjust(classified, sent);
        if (adjusted) adjustments += 1;
        else if (classified?.class === 'too-long' && canShorten(request)) {
          const before = request;
          request = shorten(before, asked);
          const { en, zh } = describeShortened(request, before);
          log.warn({ ...facts, ...adviceOf(error), zh }, en);
        } else {
          await waitForRetry(
            {
              ...{ error, retriesMade, deadline, mostRetries: failed.mostRetries },
              retryAfterMs: classified?.retryAfterMs,
              says: { en: 'The model failed; asking again', zh: '模型没有回答，再问一次' },
            },
            { request: asked, settings, provider: provider.host, clock, random, log, signal },
          );
          // A model that needs longer than this before its first word would otherwise be asked in vain each time.
          if (error.code === 'provider_silent')
            firstEventTimeoutMs = settings.totalTimeoutMs ?? firstEventTimeoutMs;
          retriesMade += 1;
        }
        if (hasBegun) yield { type: 'restart' };
      }
    },
  };

  /** Remembers what the model does not take. Says whether a request without it differs from the one that failed. */
  function adjust(classified: ClassifiedError, sent: readonly string[]): boolean {
    const names = chooseLeftOut(classified, sent);
    const added = names.filter((name) => !leftOut.has(name));
    for (const name of added) leftOut.add(name);
    if (added.length > 0)
      log.info(
        {
          code: 'field_left_out',
          provider: provider.host,
          model,
          leftOut: [...leftOut],
          zh: `${provider.host} 的 ${model} 不接受 ${added.join('、')}，以后不再发送`,
        },
        `${provider.host} does not take ${added.join(', ')} for ${model}; it is left out from now on`,
      );
    return names.some((name) => sent.includes(name));
  }
}

/** Only a follower's question is worth a search, and not the last request, in which no tool may be used any more. */
function mayUseSearch({ conversation, tools = [], rounds = [] }: ModelRequest): boolean {
  return conversation !== undefined && (tools.length > 0 || rounds.length === 0);
}

function adviceOf({ advice }: AnswererError) {
  return { advice: advice?.en, adviceZh: advice?.zh };
}
