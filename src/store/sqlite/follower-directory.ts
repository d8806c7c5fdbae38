import type { FollowerDirectory, SeenFollower } from '../../inbox/follower-directory.ts';
import { REPEATS_COME_WITHIN_MS } from '../../messages/wechat-limits.ts';
import { createDataDeletion } from './delete-data.ts';
import type { Session } from './session.ts';

interface StateRow {
  seen_at: number;
  messages_left: number;
  messages_until: number;
  turns: number;
}

/** Sorts after every OpenID. */
const AFTER_ALL = { seenAt: Number.MAX_SAFE_INTEGER, openId: '' };

/** Creates the directory over the rows of followers. */
export function createFollowerDirectory(session: Session): FollowerDirectory {
  const { database, clock, recordChange, announce } = session;
  const { read, write } = session.operations;
  const dataDeletion = createDataDeletion(session);
  const bySeen = database.prepare<{ openId: string; seenAt: number }>(
    `SELECT open_id AS openId, seen_at AS seenAt FROM followers
     WHERE account = :account AND (seen_at, open_id) < (:seenAt, :openId)
     ORDER BY seen_at DESC, open_id DESC LIMIT :most`,
  );
  const byOpenId = database.prepare<{ openId: string; seenAt: number }>(
    `SELECT open_id AS openId, seen_at AS seenAt FROM followers
     WHERE account = :account AND open_id >= :prefix AND open_id < :prefix || CAST(x'ff' AS TEXT)
       AND open_id > :after
     ORDER BY open_id LIMIT :most`,
  );
  const state = database.prepare<StateRow>(
    `SELECT seen_at, messages_left, messages_until,
       (SELECT count(*) FROM turns WHERE account = :account AND open_id = :openId) AS turns
     FROM followers WHERE account = :account AND open_id = :openId`,
  );

  return {
    list: (account, { after = AFTER_ALL, most }) =>
      read('followers.list', (): SeenFollower[] =>
        bySeen.all({ account, most, seenAt: after.seenAt, openId: after.openId }),
      ),
    search: (account, { prefix, after = '', most }) =>
      read('followers.search', (): SeenFollower[] =>
        byOpenId.all({ account, prefix, after, most }),
      ),
    find: (follower) =>
      read('followers.find', () => {
        const row = state.first({ ...follower });
        return (
          row && {
            openId: follower.openId,
            seenAt: row.seen_at,
            messagesLeft: row.messages_left,
            messagesUntil: row.messages_until,
            turns: row.turns,
          }
        );
      }),
    async forget(follower) {
      await write('followers.forget', () => {
        dataDeletion.forget(follower, clock.now() - REPEATS_COME_WITHIN_MS);
        recordChange(follower);
        session.eraseSoon();
      });
      announce(follower, { what: 'state' });
    },
  };
}
