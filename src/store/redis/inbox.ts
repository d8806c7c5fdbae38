import type {
  Accepted,
  Arrival,
  FollowerFacts,
  Inbox,
  Plan,
  SignedRequest,
  Used,
} from '../../inbox/ports.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import type { ClaimedTurn } from '../../turns/turn.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { StoreSettings } from '../store-settings.ts';
import { carriesText, storedKindOf, type StoredKind } from '../stored-kind.ts';
import type { ClaimReply } from './claims.ts';
import { nameOf } from './keys.ts';
import type { Session } from './session.ts';

type Answer =
  | readonly ['replayed']
  /** Not seen before: what the plan may depend on, and a mark that changes with it. */
  | readonly [
      is: 'facts',
      mark: string,
      isOwed: string,
      failedQuestion: string | null,
      collected: readonly [text: string, messages: number] | null,
      used:
        readonly [inMinute: number, minuteEndsInMs: number, today: number, tokens: number] | null,
    ];
type Recorded = readonly [
  is: 'new' | 'repeat',
  kind: StoredKind,
  attempt: number,
  arrived: number,
  heldToItsEnd: number,
  turnId: string,
  reply: string | null,
  startsInMs: number,
  claim: ClaimReply,
];

/** What came of a message, and what was planned for it by this call. */
interface Outcome {
  readonly recorded: Recorded;
  readonly planned?: { readonly plan: Plan; readonly wasOwed: boolean };
}

/** The follower changes between the look and the write at most this often, or something is broken. */
const MOST_TRIES = 20;
/** For so long a call that failed may be tried again as the same attempt. WeChat's own repeat comes later. */
const SAME_ATTEMPT_WITHIN_MS = 4500;

/** Records inbound messages and the turns that they lead to: one script looks, and the same one writes. */
export function createInbox(session: Session, settings: StoreSettings): Inbox {
  const { scripts, operation, ownedTurns, claims, announce, listen, newId, clock } = session;
  const accept = scripts.define('accept-message', [
    ...(['f', 'key', 'signed', 'attemptByTime', 'id', 'pushMemory', 'quiet', 'burst'] as const),
    ...(['lifetime', 'kind', 'text', 'drops', 'newConversation', 'forgets', 'grant'] as const),
    ...(['grantLifetime', 'planned', 'day', 'joins'] as const),
  ]);
  const note = scripts.define('note-signature', ['signed', 'pushMemory']);
  const nothingPlanned = {
    ...{ kind: '', text: '', drops: '', newConversation: '', forgets: '', grant: '' },
    ...{ grantLifetime: '', planned: '', joins: '' },
  };
  // The ids of calls that failed: Redis may have done what they asked for.
  const inDoubt = new Map<string, { readonly id: string; readonly until: number }>();
  const takeId = (call: string) => {
    // They stand in the order in which they end.
    for (const [name, { until }] of inDoubt) {
      if (until > clock.now()) break;
      inDoubt.delete(name);
    }
    return inDoubt.get(call)?.id ?? newId();
  };

  const record = async (
    arrival: Arrival,
    id: string,
    choosePlan: (facts: FollowerFacts) => Plan,
  ): Promise<Outcome | undefined> => {
    const { follower, key } = arrival;
    const fixed = {
      f: nameOf(follower),
      key,
      signed: signedName({ ...arrival, account: follower.account }),
      attemptByTime: arrival.attemptByTime,
      id,
      pushMemory: settings.pushMemoryMs,
      quiet: settings.quietAfterAttemptMs,
      burst: settings.burstWindowMs,
      lifetime: settings.conversationLifetimeMs,
      day: settings.quotaDay?.(clock.now()) ?? '',
    };
    let planned: Outcome['planned'];
    let toWrite: Record<keyof typeof nothingPlanned, string | number> = nothingPlanned;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = (await accept({ ...fixed, ...toWrite })) as Answer;
      if (answer[0] === 'replayed') return undefined;
      if (answer[0] !== 'facts') {
        if (answer[0] === 'new' && planned?.plan.forget) ownedTurns.forget(fixed.f);
        else if (answer[0] === 'new' && planned?.plan.drop) ownedTurns.disownAll(fixed.f);
        return { recorded: answer, ...(planned && { planned }) };
      }
      const [, mark, isOwed, failedQuestion, collected, used] = answer;
      const plan = choosePlan({
        isOwed: isOwed !== '',
        ...(failedQuestion !== null && { failedQuestion }),
        ...(collected && { collecting: { text: collected[0], messages: collected[1] } }),
        ...(used && { used: toUsed(used) }),
      });
      planned = { plan, wasOwed: isOwed !== '' };
      const kind = storedKindOf(plan);
      if (carriesText(kind)) listen(follower);
      toWrite = { ...toArguments(plan), kind, planned: mark };
    }
    throw new StoreUnavailableError('A follower changes too fast for Redis');
  };

  return {
    accept: operation('inbox.accept', async (arrival, choosePlan) => {
      const { follower, key } = arrival;
      const name = nameOf(follower);
      const call = `${name} ${arrival.timestamp} ${arrival.nonce} ${arrival.signature} ${key}`;
      const id = takeId(call);
      let outcome: Outcome | undefined;
      const claimed = await claims.take(async () => {
        outcome = await record(arrival, id, choosePlan).catch((error: unknown) => {
          inDoubt.delete(call);
          inDoubt.set(call, { id, until: clock.now() + SAME_ATTEMPT_WITHIN_MS });
          throw error;
        });
        return outcome?.recorded[8] ?? null;
      });
      inDoubt.delete(call);
      if (!outcome) return { is: 'replayed' };
      const [, kind, attempt, , , turnId, reply] = outcome.recorded;
      ownedTurns.note({ name, key, kind, turnId, attempt, reply: reply ?? undefined });
      announce(follower, { what: 'state' });
      return toAccepted(outcome, claimed);
    }),
    noteSignature: operation('inbox.noteSignature', async (signed) => {
      await note({ signed: signedName(signed), pushMemory: settings.pushMemoryMs });
    }),
  };
}

function signedName({ account, timestamp, nonce, signature }: SignedRequest): string {
  return `${encodeURIComponent(account)}:${timestamp}:${encodeURIComponent(nonce)}:${signature}`;
}

function toAccepted({ recorded, planned }: Outcome, claimed: ClaimedTurn | undefined): Accepted {
  const [is, , newest, arrived, heldToItsEnd, turnId, reply, startsInMs] = recorded;
  const attempt = {
    record: { newest, arrived, heldToItsEnd, ...(reply !== null && { reply: replyWith(reply) }) },
    ...(turnId !== '' && { turnId }),
    ...(claimed && { claimed }),
    ...(startsInMs > 0 && { startsInMs }),
  };
  return is === 'new' ? { is, wasOwed: true, ...planned, ...attempt } : { is, ...attempt };
}

function toUsed([inMinute, minuteEndsInMs, today, tokensToday]: readonly number[]): Used {
  return { inMinute, minuteEndsInMs, today, tokensToday } as Used;
}

function toArguments(plan: Plan) {
  return {
    text: textToWrite(plan),
    drops: plan.drop ? 'yes' : '',
    newConversation: plan.newConversation ? 'yes' : '',
    joins: plan.is === 'question' && plan.joins ? 'yes' : '',
    forgets: plan.forget ? 'yes' : '',
    grant: plan.grant?.messages ?? '',
    grantLifetime: plan.grant?.lifetimeMs ?? '',
  };
}

function textToWrite(plan: Plan): string {
  if (plan.is === 'question') return plan.question;
  return plan.is === 'reply' ? textOf(plan.reply) : '';
}
