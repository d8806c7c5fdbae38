import { explainCall } from '../../diagnosis/webhook-calls/explain-call.ts';
import type { KeptCall } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { listChecks } from '../../diagnosis/webhook-calls/list-checks.ts';
import type { WebhookCall } from '../../events/webhook-call.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { ShownCall } from './webhook-calls-contract.ts';

/** Shows what a ring of calls holds. */
export function showKeptCall(
  kept: unknown,
  language: AdviceLanguage,
): ShownCall | { readonly leftOut: number } {
  const known = kept as KeptCall;
  return 'leftOut' in known ? known : showCall(known, language);
}

/** Shows a call as the page has it, in one language. */
export function showCall(call: WebhookCall, language: AdviceLanguage): ShownCall {
  const { at, method, path, account, status, message, gave, aheadSeconds, body, from } = call;
  const { ok, reason, sentence, remedy } = explainCall(call);
  return {
    ...{ at, method, path, account: account ?? null, ok, reason, status, from },
    sentence: sentence[language],
    ...(remedy && { remedy: remedy[language] }),
    checks: [...listChecks(call)],
    ...(message !== undefined && { message }),
    ...(gave !== undefined && { gave }),
    ...(aheadSeconds !== undefined && { aheadSeconds }),
    ...(body?.isEncrypted !== undefined && { isEncrypted: body.isEncrypted }),
    ...(body?.bytes !== undefined && { bytes: body.bytes }),
  };
}
