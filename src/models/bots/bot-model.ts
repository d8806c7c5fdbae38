import type { Model } from '../../answering/model.ts';
import { describeProvider } from '../describe-provider.ts';
import { laneKeyOf } from '../lane-key.ts';
import { createDispatcher, createModelFetch } from '../model-fetch.ts';
import { baseUrlOf, type ModelSettings } from '../model-settings.ts';
import type { OpenAiModelDeps } from '../openai-model.ts';
import { hideKeys } from '../quotable-words.ts';
import { waitForRetry } from '../wait-for-retry.ts';
import { wordsOf } from '../words-of.ts';
import type { BotProtocol } from './bot-protocol.ts';
import { answerOnce } from './answer-once.ts';
import { buildQuery } from './build-query.ts';
import { callBot } from './call-bot.ts';
import { explainBotFailure } from './explain-bot-failure.ts';

/** Stands for work that no follower asked for. */
const OWN_USER = 'kuaihui';

/**
 * A bot that was built elsewhere and keeps its conversations there. It is asked again where that can help; a conversation
 * that the platform has forgotten is begun anew within the question, once. Without a memory each question begins one.
 */
export function createBotModel(
  settings: ModelSettings,
  protocol: BotProtocol,
  deps: OpenAiModelDeps,
): Model {
  const { clock, log, events, account, botMemory: memory, random = Math.random } = deps;
  const { apiKey, model, proxy, idleTimeoutMs, firstEventTimeoutMs } = settings;
  const provider = describeProvider(settings);
  const { host } = provider;
  const id = `${settings.provider}/${model}`;
  const fetch = deps.fetch ?? createModelFetch({ dispatcher: createDispatcher(proxy) });

  return {
    id,
    lane: { key: laneKeyOf(settings), concurrency: settings.atOnce },
    async *stream(request, signal) {
      const deadline = clock.now() + (settings.totalTimeoutMs ?? Infinity);
      const { conversation } = request;
      const user = (conversation && (await memory?.userOf(conversation.follower))) ?? OWN_USER;
      let kept = conversation && (await memory?.find(id, conversation));
      let begunAnew = false;
      let retriesMade = 0;
      for (;;) {
        const query = buildQuery(request, kept);
        let hasBegun = false;
        let failed;
        try {
          events.emit({ type: 'model-asked', account, provider: host });
          const question = { query: query.text, conversation: query.conversation, user };
          const limits = { firstEventTimeoutMs, idleTimeoutMs, deadline };
          const call = {
            protocol,
            question,
            fetch,
            baseUrl: baseUrlOf(settings),
            apiKey,
            host,
            id,
          };
          const answer = answerOnce(callBot({ ...call, ...limits, clock, log, signal }), {
            request,
            kept: query.conversation === undefined ? undefined : kept,
            async keep(talk) {
              if (conversation) await memory?.keep(id, conversation, talk);
            },
          });
          for await (const event of answer) {
            hasBegun ||= event.type === 'text' || event.type === 'reasoning';
            if (event.type === 'usage') {
              const { tokens } = event;
              events.emit({ type: 'tokens-used', account, provider: host, model: id, ...tokens });
            }
            yield event;
          }
          return;
        } catch (cause) {
          const facts = { sent: [], now: clock.now(), apiKey, conversation: wordsOf(request) };
          failed = explainBotFailure(cause, protocol.errorRules, { provider, settings }, facts);
        }

        const { error, classified } = failed;
        const facts = { provider: host, code: error.code, reason: error.message };
        const providerSays = classified?.words && hideKeys(classified.words, apiKey);
        log.debug({ ...facts, class: error.failure, providerSays }, 'A try failed');
        if (failed.isGone && query.conversation !== undefined && !begunAnew) {
          begunAnew = true;
          kept = undefined;
          log.info(
            {
              code: 'bot_conversation_gone',
              provider: host,
              zh: `${host} 已经没有这个会话了，重新开始一个`,
            },
            `${host} does not know the conversation any more; a new one begins`,
          );
          if (hasBegun) yield { type: 'restart' };
          continue;
        }
        events.emit({ type: 'model-failed', account, provider: host, code: error.code });
        if (classified?.class === 'content-refused') {
          yield { type: 'finish', reason: 'content-filter' };
          return;
        }
        await waitForRetry(
          {
            ...{ error, retriesMade, deadline, mostRetries: failed.mostRetries },
            retryAfterMs: classified?.retryAfterMs,
            says: { en: 'The bot failed; asking again', zh: '机器人没有回答，再问一次' },
          },
          { request, settings, provider: host, clock, random, log, signal },
        );
        retriesMade += 1;
        if (hasBegun) yield { type: 'restart' };
      }
    },
  };
}
