import { followerPrefix } from '../../runtime/collection.ts';
import type { FollowerId } from '../../turns/turn.ts';
import { collectionsAboutFollowers } from '../collection-rules.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';

/** Deletes stored data, inside a write. */
export interface DataDeletion {
  /**
   * Deletes everything about one follower, but what limits count. Messages that came after `repeatedSince` and had no reply
   * are kept without their words until the next clean-up, as ones that get none: WeChat may repeat them.
   */
  forget(follower: FollowerId, repeatedSince: number): void;
  /** Deletes data older than `before`, at most `most` rows of a kind; returns the number, and whether more may be left. */
  expire(before: number, most: number): { readonly rows: number; readonly left: 'more' | 'done' };
}

export function createDataDeletion({
  database,
  registered,
}: Pick<Session, 'database' | 'registered'>): DataDeletion {
  const rows = createRecordRows(database);
  const aboutFollowers = collectionsAboutFollowers(registered);
  const ofFollower = [
    `DELETE FROM parts WHERE turn_id IN
       (SELECT id FROM turns WHERE account = :account AND open_id = :openId)`,
    `DELETE FROM traces WHERE turn_id IN
       (SELECT id FROM turns WHERE account = :account AND open_id = :openId)`,
    `DELETE FROM work WHERE account = :account AND open_id = :openId`,
    `DELETE FROM turns WHERE account = :account AND open_id = :openId`,
    `DELETE FROM followers WHERE account = :account AND open_id = :openId`,
    `DELETE FROM model_usage WHERE account = :account AND open_id = :openId`,
  ].map((sql) => database.prepare(sql));

  const mayComeAgain = `reply IS NULL AND received_at > :repeatedSince`;
  const messagesOfFollower = [
    `DELETE FROM inbound WHERE account = :account AND open_id = :openId AND NOT (${mayComeAgain})`,
    `UPDATE inbound SET kind = 'nothing', turn_id = NULL, reply = '', received_at = 0
     WHERE account = :account AND open_id = :openId AND ${mayComeAgain}`,
  ].map((sql) => database.prepare(sql));

  const oldTurns = `SELECT id FROM turns
    WHERE created_at < :before AND state NOT IN ('queued', 'generating')
    ORDER BY created_at LIMIT :most`;
  const oldMessages = 'FROM inbound WHERE received_at < :before ORDER BY received_at LIMIT :most';
  const byAge = [
    `DELETE FROM parts WHERE turn_id IN (${oldTurns})`,
    `DELETE FROM traces WHERE turn_id IN (${oldTurns})`,
    `DELETE FROM turns WHERE id IN (${oldTurns})`,
    // A follower was last seen with their last message, and is deleted with it.
    `DELETE FROM followers WHERE seen_at < :before AND (account, open_id) IN (SELECT account, open_id ${oldMessages})`,
    `DELETE FROM inbound WHERE (account, open_id, key) IN (SELECT account, open_id, key ${oldMessages})`,
  ].map((sql) => database.prepare(sql));

  return {
    forget(follower, repeatedSince) {
      for (const statement of ofFollower) statement.run({ ...follower });
      for (const statement of messagesOfFollower) statement.run({ repeatedSince, ...follower });
      for (const collection of aboutFollowers)
        rows.deleteByPrefix(collection, followerPrefix(follower));
    },
    expire(before, most) {
      const gone = byAge.map((statement) => statement.run({ before, most }));
      return {
        rows: gone.reduce((sum, count) => sum + count, 0),
        left: gone.some((count) => count >= most) ? 'more' : 'done',
      };
    },
  };
}
