import type { MessageRecord } from '../../inbox/arrival-facts.ts';
import type { ArrivalSettings } from '../../inbox/arrival-settings.ts';
import type { Accepted, Arrival, Inbox, SignedRequest } from '../../inbox/ports.ts';
import type { ArrivalChanges } from '../../inbox/arrival-changes.ts';
import { CARD_OF_FORGOTTEN, cardKey, FOLLOWER_CARDS } from '../../inbox/follower-card.ts';
import { recordArrival } from '../../inbox/record-arrival.ts';
import { carriesText } from '../../inbox/stored-kind.ts';
import { toAccepted } from '../../inbox/to-accepted.ts';
import { textOf } from '../../messages/reply.ts';
import { createKeyLock } from '../../runtime/key-lock.ts';
import { StoreUnavailableError } from '../../runtime/store-unavailable-error.ts';
import type { ClaimedTurn } from '../../turns/turn.ts';
import { toHashes } from './arrival-hashes.ts';
import { NO_MESSAGE, toArrivalRead, type ArrivalRead, type ArrivalReply } from './arrival-reply.ts';
import { createCallIds } from './call-ids.ts';
import type { ClaimReply } from './claims.ts';
import { nameOf } from './keys.ts';
import type { Session } from './session.ts';

/** What was written, by this try of a call or by an earlier one. */
interface Recorded {
  readonly message: MessageRecord;
  readonly claim: ClaimReply;
  accept(claimed: ClaimedTurn | undefined): Accepted;
}

/** Absent when an earlier try of the call had written them. */
type Changes = Exclude<ArrivalChanges, { is: 'replayed' }> | undefined;

/** The names of a message in Redis. */
interface Names {
  readonly f: string;
  readonly key: string;
  readonly signed: string;
  /** Of the follower's card: its collection and its key there. */
  readonly cards: string;
  readonly card: string;
}

/** Other processes change a follower between the read and the write at most this often, or something is broken. */
const MOST_TRIES = 20;

/** Creates the inbox: one script reads what an arrival depends on, another compares that and writes what it changes. */
export function createInbox(session: Session): Inbox {
  const { scripts, operation, ownedTurns, claims, announce, listen } = session;
  const callIds = createCallIds(session);
  // Messages of one follower that come together would make each other's reads stale, and change places.
  const lock = createKeyLock();
  const readArrival = scripts.define('read-arrival', ['f', 'key', 'signed', 'cards', 'card']);
  const recordChanges = scripts.define('record-arrival', [
    ...(['f', 'key', 'signed', 'cards', 'card', 'id', 'arrivedBefore', 'version'] as const),
    ...([
      'pushMemory',
      'deletes',
      'keepsCard',
      'leavesOut',
      'asks',
      'turn',
      'sequence',
      'hashes',
    ] as const),
  ]);
  const noteSignature = scripts.define('note-signature', ['signed', 'message', 'pushMemory']);

  const write = async (names: Names, read: ArrivalRead, changes: Changes, pushMemory: number) => {
    const { id, message, follower } = read.facts;
    const isNew = changes?.is === 'new';
    const turn = isNew ? changes.turn : undefined;
    const written = await recordChanges({
      ...names,
      id,
      // Without changes the script has only to find what the earlier try wrote.
      arrivedBefore: changes ? (message?.attempts.arrived ?? 0) : '',
      version: follower?.version ?? 0,
      pushMemory,
      deletes: isNew ? changes.deletes : 'nothing',
      keepsCard: isNew && changes.staysBlocked ? JSON.stringify(CARD_OF_FORGOTTEN) : '',
      leavesOut: (isNew && changes.leavesOut) || '',
      asks: turn?.is ?? '',
      turn: turn?.id ?? '',
      sequence: turn?.is === 'asked' ? turn.sequence : '',
      // One argument, because each costs this process more than Redis takes to parse all.
      hashes: changes ? JSON.stringify(toHashes(changes, read)) : '',
    });
    return written as 'stale' | ClaimReply;
  };

  /** Keeps no longer what the message deleted or joined, which no process is to write again as it was. */
  const disown = (name: string, changes: Changes) => {
    if (changes?.is !== 'new') return;
    if (changes.deletes === 'everything') ownedTurns.forget(name);
    if (changes.deletes === 'what is owed') ownedTurns.disownAll(name);
    if (changes.turn?.is === 'joined') ownedTurns.disown(changes.turn.id);
  };

  /** Reads, decides and writes, and begins anew if something has changed meanwhile. Returns nothing for a replay. */
  const record = async (
    arrival: Arrival,
    id: string,
    choosePlan: Parameters<Inbox['accept']>[1],
    settings: ArrivalSettings,
  ): Promise<Recorded | undefined> => {
    const { follower, key } = arrival;
    const signed = signedName({ ...arrival, account: follower.account });
    const names: Names = {
      ...{ f: nameOf(follower), key, signed },
      ...{ cards: FOLLOWER_CARDS.name, card: cardKey(follower) },
    };
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const read = toArrivalRead((await readArrival(names)) as ArrivalReply, arrival, id);
      const changes = read.written ? undefined : recordArrival(read.facts, choosePlan, settings);
      if (changes?.is === 'replayed') return undefined;
      if (changes?.is === 'new' && carriesText(changes.message.kind)) listen(follower);
      const claim = await write(names, read, changes, settings.pushMemoryMs);
      if (claim === 'stale') continue;
      disown(names.f, changes);
      const { written, facts } = read;
      if (changes)
        return {
          message: changes.message,
          claim,
          accept: (claimed) => toAccepted(changes, facts.now, claimed),
        };
      if (written)
        return {
          message: written.message,
          claim,
          accept: (claimed) => toAcceptedBefore(written, claimed),
        };
    }
    throw new StoreUnavailableError('A follower changes too fast for Redis');
  };

  return {
    accept: operation('inbox.accept', async (arrival, choosePlan, settings) => {
      const { follower, key } = arrival;
      const name = nameOf(follower);
      const call = `${signedName({ ...arrival, account: name })} ${key}`;
      let recorded: Recorded | undefined;
      const claimed = await claims.take(async () => {
        recorded = await lock.run(name, () =>
          callIds.run(call, (id) => record(arrival, id, choosePlan, settings)),
        );
        return recorded?.claim ?? null;
      });
      if (!recorded) return { is: 'replayed' };
      const { kind, turnId = '', attempts } = recorded.message;
      ownedTurns.note({
        ...{ name, key, kind, turnId, attempt: attempts.newest },
        reply: attempts.reply && textOf(attempts.reply),
        quietMs: settings.quietAfterAttemptMs,
      });
      announce(follower, { what: 'state' });
      return recorded.accept(claimed);
    }),
    noteSignature: operation('inbox.noteSignature', async (signed, pushMemory) => {
      await noteSignature({ signed: signedName(signed), message: NO_MESSAGE, pushMemory });
    }),
  };
}

function signedName({ account, timestamp, nonce, signature }: SignedRequest): string {
  return `${encodeURIComponent(account)}:${timestamp}:${encodeURIComponent(nonce)}:${signature}`;
}

/** The plan and what was owed before it are not known any more. */
function toAcceptedBefore(
  { message, startsInMs }: NonNullable<ArrivalRead['written']>,
  claimed: ClaimedTurn | undefined,
): Accepted {
  const { attempts: record, turnId } = message;
  const recorded = { record, ...(turnId !== undefined && { turnId }), ...(claimed && { claimed }) };
  if (record.arrived > 1) return { is: 'repeat', ...recorded };
  return { is: 'new', wasOwed: true, ...recorded, ...(startsInMs > 0 && { startsInMs }) };
}
