import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';
import type { Store } from '../store/store.ts';
import type { ActivityLedger } from '../usage/activity-ledger.ts';
import type { UsageDeps } from '../usage/usage-deps.ts';
import type { Simulator } from './build-simulator.ts';
import type { ConsoleService } from './console/start-console.ts';
import type { HttpService } from './serve-http.ts';
import type { MetricsService } from './serve-metrics.ts';
import { waitForLastWrites } from './wait-for-last-writes.ts';

interface StopDeps extends Pick<Runtime, 'clock' | 'background'> {
  readonly http: HttpService;
  /** Absent where it is switched off. */
  readonly console: ConsoleService | undefined;
  readonly simulator: Simulator | undefined;
  /** Looks at nothing more that is due. */
  readonly stopWork: () => Promise<void>;
  /** Aborts the step of a background item that is running; resolves soon, even if the step hangs. */
  readonly stopBackground: () => Promise<void>;
  /** Counts and tells nothing more. */
  readonly alerts: { stop(): void };
  /** Probes no model any more. */
  readonly breakers: { stop(): void };
  readonly accounts: Pick<AccountRegistry, 'handOver'>;
  /** Ends watchers, the search and what is read in the background. */
  readonly knowledge: { stop(): Promise<void> };
  /** Ends what tools are doing for answers that are not this process's any more. */
  readonly tools: { stop(): void };
  /** Ends the connections to servers of tools, and their programs. */
  readonly mcp: { stop(): Promise<void> };
  readonly store: Store;
  /** Keeps no more lines of the log, and writes those that wait. */
  readonly stopLog: (() => Promise<void>) | undefined;
  readonly usage: Pick<UsageDeps, 'ledger'>;
  readonly activity: Pick<ActivityLedger, 'close'>;
  /** Written with answers, and so after the last of them. */
  readonly traces: { close(): Promise<void> };
  readonly metrics: MetricsService | undefined;
}

/** A child process that hangs is killed by then. */
const CHILDREN_END_WITHIN_MS = 2000;
/** A store that is away takes no lines. */
const LOG_WITHIN_MS = 1000;

/** Accepts nothing more, waits at most `withinMs` for what is in flight, hands the rest over and closes the store. */
export async function stopInOrder(deps: StopDeps, withinMs: number): Promise<void> {
  const { http, console, clock, background } = deps;
  const giveUpAt = clock.now() + withinMs;
  // What pages follow would hold the connections open.
  console?.close();
  const closed = Promise.all([http.stopAccepting(), console?.http?.stopAccepting()]);
  const aborted = deps.stopBackground();
  deps.alerts.stop();
  deps.breakers.stop();
  await deps.simulator?.close();
  await deps.stopWork();
  await waitAtMost(clock, giveUpAt - clock.now(), Promise.all([closed, background.settled()]));
  deps.accounts.handOver();
  http.closeConnections();
  console?.http?.closeConnections();
  await waitForLastWrites(deps);
  await aborted;
  deps.tools.stop();
  const ended = Promise.all([deps.knowledge.stop(), deps.mcp.stop()]);
  await waitAtMost(clock, CHILDREN_END_WITHIN_MS, ended);
  await console?.writeLastCalls();
  await deps.usage.ledger.close();
  await deps.activity.close();
  await deps.traces.close();
  if (deps.stopLog) await waitAtMost(clock, LOG_WITHIN_MS, deps.stopLog());
  await deps.store.close();
  await deps.metrics?.close();
}
