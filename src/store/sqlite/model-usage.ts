import type { DayUsage, UsageStore } from '../../usage/ports.ts';
import { toUsageRows } from '../../usage/to-usage-rows.ts';
import type { Session } from './session.ts';
import { createUsageRows } from './usage.ts';

/** The follower of rows that are an account's totals. */
const TOTAL = '';

/** Creates the store of what models used: a row for each account, follower, day and model. */
export function createUsageStore(session: Session): UsageStore {
  const { database } = session;
  const { read, write } = session.operations;
  const usageRows = createUsageRows(session);

  const values = `(:account, :openId, :day, :model, :questions, :calls, :estimated, :input, :cached, :output, :reasoning)`;
  const columns = `(account, open_id, day, model, questions, calls, estimated, input, cached, output, reasoning)`;
  const increase = `ON CONFLICT (account, open_id, day, model) DO UPDATE SET
    questions = questions + excluded.questions,
    calls = calls + excluded.calls,
    estimated = estimated + excluded.estimated,
    input = input + excluded.input,
    cached = cached + excluded.cached,
    output = output + excluded.output,
    reasoning = reasoning + excluded.reasoning`;
  const add = database.prepare(`INSERT INTO model_usage ${columns} VALUES ${values} ${increase}`);
  const isKnown = database.prepare(
    'SELECT 1 FROM followers WHERE account = :account AND open_id = :openId',
  );
  const list = database.prepare<DayUsage>(
    `SELECT day, model, questions, calls, estimated, input, cached, output, reasoning FROM model_usage
     WHERE account = :account AND open_id = :openId AND day BETWEEN :from AND :to ORDER BY day, model`,
  );

  return {
    add: (_batchId, counts) =>
      write('usage.add', () => {
        for (const { day, model, amounts, of } of toUsageRows(counts)) {
          const { questions, calls, estimated, input, cached, output, reasoning } = amounts;
          const all = { day, model, questions, calls, estimated, input, cached, output, reasoning };
          if ('account' in of) add.run({ account: of.account, openId: TOTAL, ...all });
          else if (isKnown.first({ ...of.follower }))
            add.run({ account: of.follower.account, openId: of.follower.openId, ...all });
        }
      }),
    ofAccount: (account, { from, to }) =>
      read('usage.ofAccount', () => list.all({ account, openId: TOTAL, from, to })),
    ofFollower: (follower, { from, to }) =>
      read('usage.ofFollower', () => list.all({ from, to, ...follower })),
    counted: (follower) => read('usage.counted', () => usageRows.of(follower)),
  };
}
