import type { WebhookCall } from '../../events/webhook-call.ts';
import type { Refusals } from '../doctor/doctor-world.ts';
import { explainCall } from './explain-call.ts';

/** Counts the calls that led to nothing, by what was wrong, the latest first. */
export function sumUpFaults(calls: readonly WebhookCall[]): readonly Refusals[] {
  const byReason = new Map<string, Refusals>();
  for (const call of calls) {
    const { ok, reason, sentence, remedy } = explainCall(call);
    if (ok || call.fault === undefined) continue;
    const before = byReason.get(reason);
    const isLater = before === undefined || call.at >= before.lastAt;
    byReason.set(reason, {
      ...(isLater ? { sentence, remedy } : before),
      count: (before?.count ?? 0) + 1,
      lastAt: Math.max(call.at, before?.lastAt ?? 0),
    });
  }
  return [...byReason.values()].sort((one, other) => other.lastAt - one.lastAt);
}

/** Lists the addresses from which messages with a right signature came. */
export function listPushAddresses(calls: readonly WebhookCall[]): readonly string[] {
  const good = calls.filter(({ passed, message }) => passed === 'message' && message !== undefined);
  return [...new Set(good.map(({ from }) => from.address))];
}
