import type { Metric } from 'prom-client';

/** Removes every series about an account. */
export async function removeSeries(metrics: Iterable<Metric>, account: string): Promise<void> {
  for (const metric of metrics) {
    const { values } = await metric.get();
    for (const { labels } of values as readonly { labels: Readonly<Record<string, string>> }[]) {
      if (labels['account'] !== account) continue;
      // Each bucket of a histogram has a label of its own.
      const own = Object.entries(labels).filter(([label]) => label !== 'le');
      metric.remove(Object.fromEntries(own));
    }
  }
}
