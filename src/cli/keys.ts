import { parseConfig } from '../config/parse-config.ts';
import { accessKey } from '../config/local-token.ts';
import type { Environment } from '../config/env-reader.ts';

/**
 * Lists the addresses that need a key, with the key. The log holds no key, because logs are copied and shown around.
 * Throws ConfigError.
 */
export function listKeys(environment: Environment): readonly string[] {
  const { port, dataDir, hasSimulator, metricsKey } = parseConfig(environment);
  const server = `http://localhost:${port}`;
  const simulator = `${server}/simulator/?key=${accessKey(dataDir, 'simulator page')}`;
  const ownMetricsKey = metricsKey === undefined ? accessKey(dataDir, 'metrics') : '$METRICS_KEY';
  return [
    `模拟器网页 Simulator: ${hasSimulator ? simulator : '已关闭 off (SIMULATOR=on)'}`,
    `指标 Metrics: ${server}/metrics?key=${ownMetricsKey}`,
  ];
}
