import type { Measure } from '../../src/metrics/create-metrics.ts';

/** The values by name and labels, as Prometheus would write them, without the label `process`. */
export function valuesOf(measures: readonly Measure[]): Record<string, number> {
  return Object.fromEntries(
    measures.flatMap(({ name, values }) =>
      values.map((value) => {
        const labels = Object.entries(value.labels)
          .filter(([label]) => label !== 'process')
          .map(([label, text]) => `${label}="${text}"`);
        const own = 'metricName' in value ? String(value.metricName) : name;
        return [`${own}{${labels.join(',')}}`, value.value];
      }),
    ),
  );
}

/** The values of a scrape by name and labels, as they stand there. */
export function parseScrape(scrape: string): Record<string, number> {
  const lines = scrape.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}
