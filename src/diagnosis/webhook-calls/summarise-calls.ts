import type { WebhookCall } from '../../events/webhook-call.ts';
import type { Advice } from './advice.ts';
import { explainCall, type CallExplanation } from './explain-call.ts';
import { silenceTexts as texts } from './silence-texts.ts';

/** How far WeChat's calls show the connection to be, and what is missing. */
export interface CallSummary extends Advice {
  /**
   * silent: no call of WeChat came. failing: the newest one was refused. verified: the address was verified, and no
   * message came yet. connected: a message came.
   */
  readonly state: 'silent' | 'failing' | 'verified' | 'connected';
}

/** From so many verifications without a message on, something else than patience is needed. */
const REPEATED = 2;

/** Says in one sentence what the calls of an account, oldest first, show; also what their absence shows. */
export function summariseCalls(
  calls: readonly WebhookCall[],
  address: { readonly isHttp: boolean },
): CallSummary {
  const explained = calls
    .map((call) => ({ call, ...explainCall(call) }))
    .filter(({ reason }) => reason !== 'opened by hand');
  const newest = explained.at(-1);
  if (newest === undefined) return { state: 'silent', ...texts.silent(address.isHttp) };
  if (!newest.ok) return { state: 'failing', ...saysOf(newest) };
  if (explained.some(({ call }) => call.passed === 'message' && call.fault === undefined))
    return { state: 'connected', ...texts.connected() };
  const verifications = explained.filter(({ reason }) => reason === 'verified').length;
  return {
    state: 'verified',
    ...(verifications < REPEATED ? texts.verified() : texts.verifiedAgain(verifications)),
  };
}

function saysOf({ sentence, remedy }: CallExplanation): Pick<CallSummary, 'sentence' | 'remedy'> {
  return { sentence, ...(remedy && { remedy }) };
}
