// A process of its own: writes answers into a shared store, and tells when each write had ended.
import { setTimeout as pause } from 'node:timers/promises';
import { ACCOUNT, ARRIVAL_SETTINGS } from '../stores/driver.ts';
import { findDriver } from '../stores/find-driver.ts';
import { PIECE, sharedClockMs, type AppendOrder, type AppendReport } from './append-order.ts';

/** As often as the server's flusher writes, and never in step with whoever looks at intervals. */
const PAUSE_MS = { least: 100, most: 200 };

process.once('message', (order: AppendOrder) => void run(order));

async function run(order: AppendOrder): Promise<void> {
  const store = await findDriver(order.store).open(order.place);
  const turns = [];
  for (const [at, openId] of order.openIds.entries()) {
    const arrival = {
      follower: { account: ACCOUNT, openId },
      key: String(at),
      timestamp: Math.floor(Date.now() / 1000),
      nonce: openId,
      signature: `signature of ${openId}`,
      attemptByTime: 1,
    };
    const accepted = await store.inbox.accept(
      arrival,
      () => ({ is: 'question', question: '？' }),
      ARRIVAL_SETTINGS,
    );
    if (accepted.is === 'new' && accepted.claimed) turns.push(accepted.claimed);
  }
  report('asked');
  await new Promise((resolve) => process.once('message', resolve));

  const endedAtMs: number[] = [];
  for (let write = 0; write < order.writes; write += 1) {
    await pause(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
    const texts = turns.map((turn) => ({ turn, text: PIECE, origin: 'model' as const }));
    await store.turns.append(texts);
    endedAtMs.push(sharedClockMs());
  }
  report({ endedAtMs });
  await store.close();
  process.disconnect();
}

function report(what: AppendReport): void {
  process.send?.(what);
}
