import type {
  ArrivalFacts,
  FollowerRecord,
  LastQuestion,
  MessageRecord,
  NewestTurn,
} from '../../inbox/arrival-facts.ts';
import type { ArrivalSettings } from '../../inbox/arrival-settings.ts';
import { cardKey, FOLLOWER_CARDS, type CardFacts } from '../../inbox/follower-card.ts';
import type { Arrival, SignedRequest } from '../../inbox/ports.ts';
import type { StoredKind } from '../../inbox/stored-kind.ts';
import { isGiven } from '../../delivery/is-given.ts';
import { replyWith } from '../../messages/reply.ts';
import type { FollowerId, TurnState } from '../../turns/turn.ts';
import { listParts, readParts } from './part-rows.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';
import type { UsageRows } from './usage.ts';

interface InboundRow {
  kind: StoredKind;
  turn_id: string | null;
  newest_attempt: number;
  arrived: number;
  held_to_its_end: number;
  reply: string | null;
}

interface FollowerRow {
  version: number;
  conversation_id: string | null;
  conversation_used_at: number;
  last_sequence: number;
  quiet_until: number;
  messages_left: number;
  messages_until: number;
}

interface NewestTurnRow {
  id: string;
  sequence: number;
  state: TurnState;
  question: string;
  starts_at: number;
  messages: number;
  is_any_owed: number;
  conversation_id: string;
  task: string | null;
  left_out: number;
}

interface OwedTurnRow {
  state: TurnState;
  answer: string;
  /** As `listParts` lists them. */
  parts: string | null;
}

/** The oldest nearly always tells, and a follower who never asks for the rest has many, with long answers. */
const FIRST = 1;
/** How far back the last question of a conversation is looked for. */
const MOST_LATER_TURNS = 50;
/** SQLite's word for no limit. */
const ALL = -1;

/** Reads what an arrival may depend on, inside a write. */
export interface ArrivalRows {
  read(arrival: Arrival, settings: ArrivalSettings): ArrivalFacts;
  /** Remembers a signature; returns the message that it came with before. */
  noteSignature(
    signed: SignedRequest,
    of: { readonly openId: string; readonly key: string },
    forgetAt: number,
  ): ArrivalFacts['signatureOf'];
}

export function createArrivalRows(
  { database, clock, newId }: Pick<Session, 'database' | 'clock' | 'newId'>,
  usageRows: Pick<UsageRows, 'of'>,
): ArrivalRows {
  const insertPush = database.prepare(
    `INSERT INTO pushes (account, signature, timestamp, nonce, open_id, key, forget_at)
     VALUES (:account, :signature, :timestamp, :nonce, :openId, :key, :forgetAt) ON CONFLICT DO NOTHING`,
  );
  const seenPush = database.prepare<{ open_id: string; key: string }>(
    `SELECT open_id, key FROM pushes
     WHERE account = :account AND signature = :signature AND timestamp = :timestamp AND nonce = :nonce`,
  );
  const inbound = database.prepare<InboundRow>(
    `SELECT kind, turn_id, newest_attempt, arrived, held_to_its_end, reply FROM inbound
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const followerRow = database.prepare<FollowerRow>(
    `SELECT version, conversation_id, conversation_used_at, last_sequence, quiet_until, messages_left, messages_until
     FROM followers WHERE account = :account AND open_id = :openId`,
  );
  const hasNoText = `state IN ('queued', 'generating') AND answer = ''`;
  // Messages join only in bursts, and only while there is no token: otherwise nothing is counted.
  const newestTurn = database.prepare<NewestTurnRow>(
    `SELECT id, sequence, state, question, conversation_id, task, left_out,
       CASE WHEN ${hasNoText} THEN starts_at ELSE 0 END AS starts_at,
       CASE WHEN :joins AND ${hasNoText} THEN (SELECT count(*) FROM inbound
         WHERE account = :account AND open_id = :openId AND turn_id = turns.id) ELSE 0 END AS messages,
       EXISTS (SELECT 1 FROM turns WHERE account = :account AND open_id = :openId AND delivery = 'owed') AS is_any_owed
     FROM turns WHERE account = :account AND open_id = :openId ORDER BY sequence DESC LIMIT 1`,
  );
  const lastQuestion = database.prepare<LastQuestion>(
    `SELECT id, question, state FROM
       (SELECT * FROM turns WHERE account = :account AND open_id = :openId ORDER BY sequence DESC LIMIT ${MOST_LATER_TURNS})
     WHERE conversation_id = :conversationId AND task IS NULL AND left_out = 0 ORDER BY sequence DESC LIMIT 1`,
  );
  const remembered = database.prepare<{ question: string }>(
    `SELECT question FROM
       (SELECT * FROM turns WHERE account = :account AND open_id = :openId ORDER BY sequence DESC LIMIT ${MOST_LATER_TURNS})
     WHERE task = 'remember' ORDER BY sequence DESC LIMIT 1`,
  );
  const owedTurns = database.prepare<OwedTurnRow>(
    `SELECT state, answer, (${listParts('turns.id')}) AS parts FROM turns
     WHERE account = :account AND open_id = :openId AND delivery = 'owed' ORDER BY sequence LIMIT :most`,
  );

  const cards = createRecordRows(database);

  const readCard = (id: FollowerId, now: number) =>
    cards.find(FOLLOWER_CARDS.name, cardKey(id), now)?.value as CardFacts | undefined;
  const noteSignature: ArrivalRows['noteSignature'] = (signed, { openId, key }, forgetAt) => {
    const { account, signature, timestamp, nonce } = signed;
    const push = { account, signature, timestamp, nonce };
    if (insertPush.run({ openId, key, forgetAt, ...push }) > 0) return undefined;
    const seen = seenPush.first(push);
    return seen && { openId: seen.open_id, key: seen.key };
  };
  const readMessage = (id: FollowerId, key: string): MessageRecord | undefined => {
    const row = inbound.first({ key, ...id });
    return (
      row && {
        kind: row.kind,
        ...(row.turn_id !== null && { turnId: row.turn_id }),
        attempts: {
          newest: row.newest_attempt,
          arrived: row.arrived,
          heldToItsEnd: row.held_to_its_end,
          ...(row.reply !== null && { reply: replyWith(row.reply) }),
        },
      }
    );
  };
  const readFollower = (id: FollowerId): FollowerRecord | undefined => {
    const row = followerRow.first({ ...id });
    return (
      row && {
        version: row.version,
        ...(row.conversation_id !== null && { conversationId: row.conversation_id }),
        conversationUsedAt: row.conversation_used_at,
        lastSequence: row.last_sequence,
        quietUntil: row.quiet_until,
        messagesLeft: row.messages_left,
        messagesUntil: row.messages_until,
      }
    );
  };
  const toNewestTurn = (id: FollowerId, row: NewestTurnRow): NewestTurn => ({
    id: row.id,
    sequence: row.sequence,
    state: row.state,
    question: row.question,
    startsAt: row.starts_at,
    messages: row.messages,
    isAnyOwed:
      row.is_any_owed === 1 &&
      [FIRST, ALL].some((most) => owedTurns.all({ most, ...id }).some(isOwed)),
    ...(row.task !== null && { isTask: true }),
  });
  /** The newest turn nearly always is the last question. */
  const readLastQuestion = (
    id: FollowerId,
    conversationId: string,
    newest: NewestTurnRow,
  ): LastQuestion | undefined => {
    const { task, left_out } = newest;
    const isLast = newest.conversation_id === conversationId && task === null && left_out === 0;
    if (isLast) return { id: newest.id, question: newest.question, state: newest.state };
    return lastQuestion.first({ conversationId, ...id });
  };
  const readTurns = (
    id: FollowerId,
    conversationId: string | undefined,
    joins: boolean,
  ): Pick<ArrivalFacts, 'newestTurn' | 'lastQuestion' | 'remembered'> => {
    const newest = newestTurn.first({ joins: joins ? 1 : 0, ...id });
    if (!newest) return {};
    const last =
      conversationId === undefined ? undefined : readLastQuestion(id, conversationId, newest);
    const wish = newest.task === null ? undefined : remembered.first({ ...id });
    return {
      newestTurn: toNewestTurn(id, newest),
      ...(last && { lastQuestion: last }),
      ...(wish && { remembered: wish.question }),
    };
  };

  return {
    noteSignature,
    read(arrival, settings) {
      const { follower: id, key, timestamp, nonce, signature } = arrival;
      const now = clock.now();
      const signed = { account: id.account, timestamp, nonce, signature };
      const forgetAt = now + settings.pushMemoryMs;
      const signatureOf = noteSignature(signed, { openId: id.openId, key }, forgetAt);
      const message = readMessage(id, key);
      const follower = readFollower(id);
      const card = message ? undefined : readCard(id, now);
      const isCounted = settings.quotaDay ?? card?.questionsPerDay;
      const usage = message || isCounted === undefined ? undefined : usageRows.of(id);
      return {
        arrival,
        id: newId(),
        now,
        ...(signatureOf && { signatureOf }),
        ...(message && { message }),
        ...(follower && { follower }),
        ...(!message && readTurns(id, follower?.conversationId, settings.burstWindowMs > 0)),
        ...(usage && { usage }),
        ...(card && { card }),
      };
    },
  };
}

/** Tells whether something is owed of a turn that no commit has noted as given. */
function isOwed({ state, answer, parts }: OwedTurnRow): boolean {
  return !isGiven({ state, length: answer.length, parts: readParts(parts) });
}
