import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Readiness } from '../http/health.ts';
import { createMetricsPage } from '../http/metrics.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { shareMetrics } from '../metrics/share-metrics.ts';

/** The page at /metrics, with what the other processes over the same data folder count. */
export interface MetricsService {
  readonly page: RequestHandler;
  close(): Promise<void>;
}

interface MetricsServiceDeps extends Pick<Metrics, 'process' | 'read'> {
  /** For requests from other machines. */
  readonly key: string;
  readonly readiness: Readiness;
  readonly events: Emitter;
  readonly log: Logger;
}

/** Shares the metrics of this process with the others and serves those of all; each reading asks the store whether it is there. */
export async function serveMetrics(
  config: Pick<Config, 'dataDir' | 'metricsKey' | 'hasOpenMetrics'>,
  deps: MetricsServiceDeps,
): Promise<MetricsService> {
  const shared = await shareMetrics({
    folder: config.dataDir,
    name: deps.process,
    async read() {
      const problems = await deps.readiness();
      deps.events.emit({ type: problems.length === 0 ? 'store-ready' : 'store-away' });
      return deps.read();
    },
    log: deps.log,
  });
  const page = createMetricsPage({
    read: () => shared.readAll(),
    key: deps.key,
    isLockedForAll: config.metricsKey !== undefined && !config.hasOpenMetrics,
  });
  return { page, close: () => shared.close() };
}
