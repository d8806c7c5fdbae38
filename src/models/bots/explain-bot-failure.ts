import { AnswererError, type FailureClass } from '../../turns/answerer-error.ts';
import type { ClassifiedError, Provider, RequestFacts } from '../classify-error.ts';
import { explainFailedTry } from '../explain-failed-try.ts';
import type { ModelSettings } from '../model-settings.ts';
import { ProviderError } from '../provider-error.ts';
import { nameSettings } from '../provider-variables.ts';
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

/** The bot that was asked. */
interface BotAsked {
  readonly provider: Provider;
  readonly settings: Pick<ModelSettings, 'provider' | 'namedIn'>;
}

/** Translates a failure by the platform's own codes, else as a model's; the advice names the bot's settings. */
export function explainBotFailure(
  thrown: unknown,
  rules: readonly BotErrorRule[],
  { provider, settings }: BotAsked,
  facts: RequestFacts & Private,
): BotFailure {
  const failed = explainFailedTry(thrown, provider, facts);
  const rule = thrown instanceof ProviderError ? findRule(rules, thrown) : undefined;
  if (!rule || rule.is === 'conversation-gone') {
    const error = nameSettings(failed.error, settings);
    return { ...failed, error, isGone: rule !== undefined };
  }
  const { message, advice, retryAfterMs } = failed.error;
  const mostRetries = MOST_RETRIES[rule.is] ?? 0;
  const retryable = mostRetries > 0;
  const said = new AnswererError(retryable ? 'provider_busy' : 'provider_refused', message, {
    retryable,
    failure: rule.is,
    retryAfterMs,
    advice: rule.advice ?? advice,
  });
  const error = nameSettings(said, settings);
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
