import { accountPrefix } from '../../runtime/collection.ts';
import type { AccountData } from '../account-data.ts';
import { collectionsAboutFollowers } from '../collection-rules.ts';
import { createDataDeletion } from './delete-data.ts';
import type { Erasing } from './erasing.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';

/** Rows of no follower that one step deletes, so that no request waits for it. */
const MOST_ROWS = 500;

/** No message of an account that is removed is kept for its repeats. SQLite has no infinity. */
const NEVER_REPEATED = Number.MAX_SAFE_INTEGER;

/** Deletes an account by its followers, then the rows that are not theirs. */
export function createAccountData(session: Session, erasing: Pick<Erasing, 'now'>): AccountData {
  const { database, registered, eraseSoon } = session;
  const { write } = session.operations;
  const dataDeletion = createDataDeletion(session);
  const rows = createRecordRows(database);
  const aboutFollowers = collectionsAboutFollowers(registered);

  const someOf = (table: string) =>
    `SELECT open_id FROM (SELECT DISTINCT open_id FROM ${table} WHERE account = :account LIMIT :most)`;
  // Each may hold a follower whom the others do not know any more.
  const selectFollowers = database.prepare<{ open_id: string }>(
    `${['followers', 'turns', 'inbound', 'usage'].map(someOf).join(' UNION ')} LIMIT :most`,
  );
  const deleteUsage = database.prepare(
    'DELETE FROM usage WHERE account = :account AND open_id = :openId',
  );
  const deletePushes = database.prepare(
    `DELETE FROM pushes WHERE (account, timestamp, signature, nonce) IN
       (SELECT account, timestamp, signature, nonce FROM pushes WHERE account = :account LIMIT :most)`,
  );
  const deleteModelUsage = database.prepare(
    `DELETE FROM model_usage WHERE (account, open_id, day, model) IN
       (SELECT account, open_id, day, model FROM model_usage WHERE account = :account LIMIT :most)`,
  );
  const deleteActivity = database.prepare(
    `DELETE FROM activity WHERE (account, day, name) IN
       (SELECT account, day, name FROM activity WHERE account = :account LIMIT :most)`,
  );
  const deleteWork = database.prepare('DELETE FROM work WHERE account = :account');
  const deleteAccount = database.prepare('DELETE FROM accounts WHERE account = :account');

  /** Returns whether more may be left. */
  const deleteRest = (account: string): 'more' | 'none' => {
    const most = MOST_ROWS;
    const gone = [
      deletePushes.run({ account, most }),
      deleteModelUsage.run({ account, most }),
      deleteActivity.run({ account, most }),
      ...aboutFollowers.map((name) => rows.deleteByPrefix(name, accountPrefix(account), most)),
    ];
    if (gone.some((count) => count >= most)) return 'more';
    deleteWork.run({ account });
    deleteAccount.run({ account });
    return 'none';
  };

  return {
    deleteSome: (account, most) =>
      write('accountData.deleteSome', () => {
        const followers = selectFollowers.all({ account, most });
        for (const { open_id: openId } of followers) {
          dataDeletion.forget({ account, openId }, NEVER_REPEATED);
          deleteUsage.run({ account, openId });
        }
        if (followers.length > 0) eraseSoon();
        const left = followers.length < most ? deleteRest(account) : 'more';
        return { deleted: followers.length, left };
      }),
    erase: () => erasing.now(),
    forgetCredentials: (account) =>
      write('accountData.forgetCredentials', () => void deleteAccount.run({ account })),
  };
}
