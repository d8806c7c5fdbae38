import { receivedAnswer } from '../../delivery/received-answer.ts';
import type { FinishResult, PastTurn, StoredTurn, TurnStore } from '../../turns/ports.ts';
import type { Origin, OwnedTurn } from '../../turns/turn.ts';
import type { ClaimReply } from './claims.ts';
import { chunk } from './chunk.ts';
import { nameOf } from './keys.ts';
import type { OwnTurn } from './owned-turns.ts';
import type { Session } from './session.ts';
import { toParts } from './stored-part.ts';

/** Many texts are written by several scripts, because Redis does nothing else while one runs. */
const MOST_TEXTS_IN_A_SCRIPT = 50;
/** The same of turns that are read whole. */
const MOST_TURNS_IN_A_SCRIPT = 50;

/**
 * `appended`, `finished` and `finished last` mean written, now or by an earlier try; `replaced`, that the turn has another
 * owner or an end, or was deleted on purpose; `lost`, that Redis holds other text than this process wrote, or none.
 */
type Written = 'appended' | FinishResult | 'lost';

/** Stores turns in Redis; every write is conditional on (owner, fence), and names its place in the answer. */
export function createTurnStore(session: Session): TurnStore {
  const { scripts, operation, ownedTurns, claims, restore, announce, wake } = session;

  const claim = scripts.define('claim-turn', ['id']);
  const claimNext = scripts.define('claim-next-turn', ['f']);
  const append = scripts.define('append-texts', []);
  const finish = scripts.define('finish-turn', [
    'id',
    'f',
    'fence',
    'from',
    'to',
    'state',
    'noticeFrom',
    'origin',
    'rest',
    'tokens',
  ]);
  const check = scripts.define('check-owner', ['id', 'fence', 'closes']);
  const release = scripts.define('release-turn', ['id', 'fence']);
  const countTokens = scripts.define('count-tokens', ['f', 'tokens']);
  const read = scripts.define('read-answer', ['id']);
  const storedTurns = scripts.define('read-turns', ['f', 'from', 'to']);
  const bySequence = scripts.define('find-turn', ['f', 'sequence']);
  const past = scripts.define('read-history', ['f', 'conversation', 'sequence', 'most']);

  /** Says whether the turn is still this process's, and keeps it no longer when it is not. */
  const checkOwner = async ({ id, fence }: OwnedTurn, closes: 'yes' | '') => {
    const isKnown = ownedTurns.find(id, fence) !== undefined;
    const isMine = isKnown && (await check({ id, fence, closes })) === 'owned';
    if (!isMine) ownedTurns.disown(id, fence);
    return isMine;
  };

  /** Writes many texts, after what Redis has lost. It records nothing in this process, so that it can be retried. */
  const appendAll = async (texts: readonly Text[]): Promise<('appended' | 'replaced')[]> => {
    const written = (await append(
      {},
      texts.flatMap(({ own, text, origin }) => [
        own.turn.id,
        own.turn.fence,
        own.text.length,
        own.text.length + text.length,
        origin,
        text,
      ]),
    )) as Written[];
    return allOrThrow(
      texts.map(async ({ own, text, origin }, index) => {
        if (written[index] === 'appended') return 'appended';
        if (written[index] !== 'lost') return 'replaced';
        const isMine = await restore.turn({ ...own, text: own.text + text, origin });
        return isMine ? 'appended' : 'replaced';
      }),
    );
  };

  return {
    claim: operation('turns.claim', async (turnId) => {
      let refusal: 'ended' | 'not now' = 'not now';
      const claimed = await claims.take(async () => {
        const reply = (await claim({ id: turnId })) as typeof refusal | ClaimReply;
        if (typeof reply !== 'string') return reply;
        refusal = reply;
        return null;
      });
      return claimed ?? refusal;
    }),
    claimNext: operation('turns.claimNext', (follower) =>
      claims.take(async () => (await claimNext({ f: nameOf(follower) })) as ClaimReply),
    ),
    append: operation('turns.append', async (texts) => {
      const results = texts.map((): 'appended' | 'replaced' => 'replaced');
      const known = texts.flatMap(({ turn, text, origin }, index) => {
        const own = ownedTurns.find(turn.id, turn.fence);
        return own ? [{ own, text, origin, index }] : [];
      });
      const batches = chunk(known, MOST_TEXTS_IN_A_SCRIPT);
      const written = (await allOrThrow(batches.map(appendAll))).flat();
      known.forEach(({ own, text, origin, index }, n) => {
        if (written[n] !== 'appended') return ownedTurns.disown(own.turn.id, own.turn.fence);
        Object.assign(own, { text: own.text + text, origin });
        results[index] = 'appended';
      });
      for (const { turn, text } of texts)
        announce(turn.follower, { what: 'answer', grownBytes: Buffer.byteLength(text) });
      return results;
    }),
    checkOwner: operation('turns.checkOwner', async (turn) =>
      (await checkOwner(turn, '')) ? 'owned' : 'replaced',
    ),
    closeQuestion: operation('turns.closeQuestion', async (turn) =>
      (await checkOwner(turn, 'yes')) ? 'closed' : 'replaced',
    ),
    finish: operation('turns.finish', async (turn, ending, origin) => {
      const { state, rest, noticeFrom, tokens = 0 } = ending;
      const f = nameOf(turn.follower);
      const own = ownedTurns.find(turn.id, turn.fence);
      if (!own) {
        if (tokens > 0) await countTokens({ f, tokens });
        return 'replaced';
      }
      const write = async () =>
        (await finish({
          id: turn.id,
          f,
          fence: turn.fence,
          from: own.text.length,
          to: own.text.length + rest.length,
          state,
          noticeFrom: noticeFrom ?? '',
          origin,
          rest,
          tokens,
        })) as FinishResult | 'lost';
      let result = await write();
      if (result === 'lost' && (await restore.turn(own))) result = await write();
      ownedTurns.disown(turn.id, turn.fence);
      announce(turn.follower, { what: 'state' });
      return result === 'lost' ? 'replaced' : result;
    }),
    release: operation('turns.release', async (turn) => {
      const released = await release({ id: turn.id, fence: turn.fence });
      ownedTurns.disown(turn.id, turn.fence);
      if (released) await wake({ kind: 'turn', follower: turn.follower, turnId: turn.id });
    }),
    read: operation('turns.read', async (turnId) => {
      const answer = (await read({ id: turnId })) as string | null;
      return answer === null ? undefined : { answer };
    }),
    history: operation('turns.history', async (turn, most) => {
      const rows = (await past({
        f: nameOf(turn.follower),
        conversation: turn.conversationId,
        sequence: turn.sequence,
        most,
      })) as (readonly (string | null)[])[];
      return rows.map(toPastTurn).reverse();
    }),
    ofFollower: operation('turns.ofFollower', async (follower, most) => {
      const found: StoredTurn[] = [];
      const f = nameOf(follower);
      for (let from = 0; from < most; from += MOST_TURNS_IN_A_SCRIPT) {
        const to = Math.min(from + MOST_TURNS_IN_A_SCRIPT, most) - 1;
        const rows = (await storedTurns({ f, from, to })) as (readonly (string | null)[])[];
        found.push(...rows.map(toStoredTurn));
        if (rows.length === 0) break;
      }
      return found.reverse();
    }),
    findBySequence: operation('turns.findBySequence', async (follower, sequence) => {
      const found = await bySequence({ f: nameOf(follower), sequence });
      return found ? toStoredTurn(found as readonly (string | null)[]) : undefined;
    }),
  };
}

/**
 * Waits for all and throws if one failed, since all are retried then and none may count as done. Text that Redis holds
 * already is recognised by its length.
 */
async function allOrThrow<Result>(operations: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(operations);
  return Promise.all(operations);
}

interface Text {
  readonly own: OwnTurn;
  readonly text: string;
  readonly origin: Origin;
}

function toPastTurn([answer, question, noticeFrom, delivery, parts, sequence, id]: readonly (
  string | null
)[]): PastTurn {
  return {
    turnId: id ?? '',
    sequence: Number(sequence),
    question: question ?? '',
    answer: receivedAnswer({
      answer: answer ?? '',
      noticeFrom: noticeFrom ? Number(noticeFrom) : undefined,
      delivery: delivery as 'owed' | 'given' | 'dropped',
      parts: toParts(parts),
    }),
  };
}

function toStoredTurn(fields: readonly (string | null)[]): StoredTurn {
  const [task, leftOut, created, id] = fields.slice(6);
  return {
    ...toPastTurn([...fields.slice(0, 6), id ?? '']),
    askedAt: Number(created),
    ...(task && { task }),
    ...(leftOut && { isLeftOut: true }),
  };
}
