import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import {
  PIECE,
  sharedClockMs,
  type AppendOrder,
  type AppendReport,
} from './follow/append-order.ts';
import { most, percentile } from './statistics.ts';
import { ACCOUNT } from './stores/driver.ts';
import { findDriver } from './stores/find-driver.ts';
import { writeTable } from './table.ts';

const USAGE = `Measures how soon new text of an answer that another process writes is seen: from the end of the write there until it
was read here. One process appends to all answers in one write, 100 to 200 ms apart; this one follows all of them.

  npm run bench:follow                         SQLite, about a minute
  npm run bench:follow -- --quick              a few seconds
  --store redis      a Redis of its own
  --followers 50     whose answers grow at the same time
  --writes 400       to all of them
  --markdown         writes the table as Markdown`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
    followers: { type: 'string', default: '50' },
    writes: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** After the last write; whatever is not seen by then counts as never seen. */
const WAITS_MS = 2000;

if (values.help) console.log(USAGE);
else process.exitCode = (await measure()) ? 0 : 1;

async function measure(): Promise<boolean> {
  const driver = findDriver(values.store);
  const place = await driver.createPlace();
  const store = await driver.open(place);
  const openIds = Array.from({ length: Number(values.followers) }, (_, at) => `oReader${at}`);
  const writes = Number(values.writes ?? (values.quick ? 40 : 400));
  const writer = fork(fileURLToPath(new URL('follow/append-process.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  try {
    const asked = once(writer, 'message');
    writer.send({ store: values.store, place, openIds, writes } satisfies AppendOrder);
    await asked;

    /** For each follower, when each piece was first read. */
    const seenAtMs = openIds.map((): number[] => []);
    const stops = openIds.map((openId, at) => {
      const follower = { account: ACCOUNT, openId };
      const look = async () => {
        const state = await store.deliveries.state(follower);
        const pieces = (state.turns[0]?.answer.length ?? 0) / PIECE.length;
        const now = sharedClockMs();
        const seen = seenAtMs[at] ?? [];
        while (seen.length < pieces) seen.push(now);
      };
      return store.changes.follow(follower, () => void look());
    });
    const reported = once(writer, 'message');
    const ended = once(writer, 'exit');
    writer.send('begin');
    const [report] = (await reported) as [Exclude<AppendReport, 'asked'>];
    const giveUpAt = Date.now() + WAITS_MS;
    const isUnseen = () => seenAtMs.some((seen) => seen.length < writes);
    while (isUnseen() && Date.now() < giveUpAt) await pause(20);
    for (const stop of stops) stop();
    await ended;

    // Text can be read before the writer has heard that its own write had ended.
    const latencies = seenAtMs.flatMap((seen) =>
      seen.map((at, write) => Math.max(0, at - (report.endedAtMs[write] ?? NaN))),
    );
    const unseen = openIds.length * writes - latencies.length;
    console.log(writeReport(latencies, unseen));
    return unseen === 0;
  } finally {
    writer.kill();
    await store.close();
    await driver.removePlace(place);
  }
}

function writeReport(latencies: readonly number[], unseen: number): string {
  const head = ['store', 'followers', 'pieces', 'never seen', 'p50 ms', 'p99 ms', 'most ms'];
  const figures = [percentile(latencies, 0.5), percentile(latencies, 0.99), most(latencies)];
  const row = [
    values.store,
    values.followers,
    String(latencies.length),
    String(unseen),
    ...figures.map((ms) => ms.toFixed(1)),
  ];
  return writeTable(head, [row], values.markdown ? 'markdown' : 'plain');
}
