import { callsRing, type KeptCall } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { summariseCalls } from '../../diagnosis/webhook-calls/summarise-calls.ts';
import type { WebhookCall } from '../../events/webhook-call.ts';
import type { RingPage, Rings } from '../../runtime/ring.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import { showCall } from './show-call.ts';
import { webhookCallsAnswer, webhookCallsQuery } from './webhook-calls-contract.ts';

interface WebhookCallsDeps {
  readonly rings: Pick<Rings, 'read'>;
  /** Throws UnknownAccountError. */
  readonly requireKnown: (account: string) => Promise<void>;
  /** The address under which the internet reaches this server, where it is known. */
  readonly publicUrl: string | undefined;
}

const MOST = 200;

/** Returns the routes about WeChat's calls. */
export function createWebhookCallsRoutes({
  rings,
  requireKnown,
  publicUrl,
}: WebhookCallsDeps): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/webhook-calls', permission: 'read' },
      summary: 'What WeChat called lately, what was checked, and what to do about each fault',
      query: webhookCallsQuery,
      answer: webhookCallsAnswer,
      async handle({ query: { account, after }, language, origin }) {
        await requireKnown(account);
        const [afterOwn, afterElsewhere] = (after ?? '').split('.').map(Number);
        // What came to no account may have been meant for this one.
        const [own, elsewhere] = await Promise.all([
          rings.read(callsRing(account), { most: MOST }),
          rings.read(callsRing(), { most: MOST }),
        ]);
        const all = [...listCalls(own), ...listCalls(elsewhere)].sort(byTime);
        const fresh = [...listCalls(own, afterOwn), ...listCalls(elsewhere, afterElsewhere)];
        const isHttp = (publicUrl ?? origin).startsWith('http:');
        const { state, sentence, remedy } = summariseCalls(all, { isHttp });
        return {
          calls: fresh.sort(byTime).map((call) => showCall(call, language)),
          next: `${own.newest}.${elsewhere.newest}`,
          hasGap: hasGap(own, afterOwn) || hasGap(elsewhere, afterElsewhere),
          summary: {
            ...{ state, sentence: sentence[language] },
            ...(remedy && { remedy: remedy[language] }),
          },
        };
      },
    }),
  ];
}

function listCalls({ entries }: RingPage<unknown>, after = 0): WebhookCall[] {
  return entries
    .filter(({ n }) => n > after)
    .map(({ value }) => value as KeptCall)
    .filter((kept): kept is WebhookCall => !('leftOut' in kept));
}

function hasGap({ entries }: RingPage<unknown>, after = 0): boolean {
  const [oldest] = entries;
  const isCut = after > 0 && oldest !== undefined && oldest.n > after + 1;
  return isCut || entries.some(({ n, value }) => n > after && 'leftOut' in (value as KeptCall));
}

function byTime(one: WebhookCall, other: WebhookCall): number {
  return one.at - other.at;
}
