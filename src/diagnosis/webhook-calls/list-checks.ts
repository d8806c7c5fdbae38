import type { WebhookCall, WebhookFault } from '../../events/webhook-call.ts';

/** What is checked of a call, in this order. */
export const CALL_CHECKS = [
  ...(['path', 'query', 'signature', 'clock', 'body', 'format', 'mode'] as const),
  ...(['key', 'appId', 'message', 'reply'] as const),
] as const;
type CheckName = (typeof CALL_CHECKS)[number];

/** One check of a call that was made; what comes after a failed one was not looked at. */
export interface CallCheck {
  readonly name: CheckName;
  readonly ok: boolean;
}

const OF_HANDSHAKE: readonly CheckName[] = ['path', 'query', 'signature', 'reply'];
const OF_CIPHERTEXT: ReadonlySet<CheckName> = new Set(['key', 'appId']);

const FAILS_AT: Readonly<Record<WebhookFault, CheckName>> = {
  'unknown path': 'path',
  'unreadable address': 'path',
  'opened by hand': 'query',
  'query malformed': 'query',
  'query repeated': 'query',
  'signature missing': 'query',
  'signature wrong': 'signature',
  'timestamp stale': 'clock',
  'body cut off': 'body',
  'body encoding unknown': 'body',
  'body too large': 'body',
  'body is not XML': 'format',
  doctype: 'format',
  'nested too deep': 'format',
  'plain body refused': 'mode',
  'encrypted body refused': 'mode',
  'message signature missing': 'mode',
  'aes key missing': 'key',
  'cannot decrypt': 'key',
  'app id missing': 'appId',
  'app id wrong': 'appId',
  'message incomplete': 'message',
  replayed: 'message',
  failed: 'reply',
};

/** Lists the checks of a call up to the one that failed. */
export function listChecks(call: WebhookCall): readonly CallCheck[] {
  const isEncrypted = call.body?.isEncrypted === true;
  const names = (call.method === 'POST' ? CALL_CHECKS : OF_HANDSHAKE).filter(
    (name) => isEncrypted || !OF_CIPHERTEXT.has(name),
  );
  const failed = failedCheck(call);
  if (failed === undefined) return names.map((name) => ({ name, ok: true }));
  const before = names.slice(0, names.indexOf(failed)).filter((name) => name !== failed);
  return [...before.map((name) => ({ name, ok: true })), { name: failed, ok: false }];
}

function failedCheck({ fault, passed }: WebhookCall): CheckName | undefined {
  if (fault === undefined) return undefined;
  // The signature over the ciphertext vouches for the body; the one in the address was right.
  if (fault === 'signature wrong' && passed !== 'nothing') return 'body';
  return FAILS_AT[fault];
}
