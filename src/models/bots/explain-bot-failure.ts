import { AnswererError, type FailureClass } from '../../turns/answerer-error.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { ClassifiedError, Provider, RequestFacts } from '../classify-error.ts';
import { explainFailedTry } from '../explain-failed-try.ts';
import { ProviderError } from '../provider-error.ts';
import type { Private } from '../quotable-words.ts';
import { readErrorBody } from '../read-error-body.ts';
import type { BotErrorRule } from './bot-protocol.ts';

/** A failed question to a bot. */
interface BotFailure {
  readonly error: AnswererError;
  readonly classified?: ClassifiedError;
  readonly mostRetries: number;
  /** Whether the platform does not know the conversation any more. */
  readonly isGone: boolean;
}

const MOST_RETRIES: Partial<Record<FailureClass, number>> = {
  throttled: Infinity,
  overloaded: Infinity,
  network: Infinity,
  unexplained: 1,
};

/** Translates a failure by the platform's own codes, else as a model's; the advice names the bot's settings. */
export function explainBotFailure(
  thrown: unknown,
  rules: readonly BotErrorRule[],
  provider: Provider & { readonly name: string },
  facts: RequestFacts & Private,
): BotFailure {
  const failed = explainFailedTry(thrown, provider, facts);
  const rule = thrown instanceof ProviderError ? findRule(rules, thrown) : undefined;
  const { code, message, failure, advice, cause, retryAfterMs, reach } = failed.error;
  if (!rule || rule.is === 'conversation-gone') {
    const error = new AnswererError(code, message, {
      retryable: failed.error.retryable,
      cause,
      failure,
      retryAfterMs,
      reach,
      advice: advice && nameSettings(advice, provider.name),
    });
    return { ...failed, error, isGone: rule !== undefined };
  }
  const mostRetries = MOST_RETRIES[rule.is] ?? 0;
  const retryable = mostRetries > 0;
  const error = new AnswererError(retryable ? 'provider_busy' : 'provider_refused', message, {
    retryable,
    failure: rule.is,
    retryAfterMs,
    advice: nameSettings(rule.advice ?? advice, provider.name),
  });
  const classified = failed.classified && { ...failed.classified, class: rule.is };
  return { error, mostRetries, isGone: false, ...(classified && { classified }) };
}

function findRule(rules: readonly BotErrorRule[], { said }: ProviderError) {
  const { codes, words } = readErrorBody(said.body);
  return rules.find(
    (rule) =>
      (rule.codes === undefined || codes.some((code) => rule.codes?.test(code))) &&
      (rule.words === undefined || rule.words.test(words)),
  );
}

/** The advice for models speaks of the settings of the first provider. */
function nameSettings<Advice extends Sentence | undefined>(
  advice: Advice,
  provider: string,
): Advice {
  if (advice === undefined) return advice;
  const prefix = provider.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const name = (text: string) =>
    text
      .replaceAll(/\bOPENAI_(API_KEY|BASE_URL|EXTRA_BODY)\b/g, `${prefix}_$1`)
      .replaceAll('OPENAI_MODEL', 'CHAT_MODELS');
  return { en: name(advice.en), zh: name(advice.zh) } as Advice;
}
