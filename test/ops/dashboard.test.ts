import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProcessMetrics } from '../../src/metrics/create-metrics.ts';

interface Dashboard {
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly definition?: string;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets?: readonly { readonly expr: string }[];
}

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(read('grafana-dashboard.json')) as Dashboard;
const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const measures = await createProcessMetrics('test').read();

/** Every name that a query may use. */
const known = measures.flatMap(({ name, type }) =>
  // prom-client gives the type as a word in JSON.
  String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
);
const namesIn = (text: string) => text.match(/\b(?:kuaihui|process|nodejs)_[a-z0-9_]+/g) ?? [];

describe('the Grafana dashboard', () => {
  it('asks for metrics that exist', () => {
    const names = [...queries, ...dashboard.templating.list.map((item) => item.definition ?? '')];
    expect(names.flatMap(namesIn).length).toBeGreaterThan(20);
    for (const name of names.flatMap(namesIn)) expect(known).toContain(name);
  });

  it('shows every metric of ours', () => {
    const shown = new Set(
      queries.flatMap(namesIn).map((name) => name.replace(/_(bucket|count)$/, '')),
    );
    const ours = measures.map(({ name }) => name).filter((name) => name.startsWith('kuaihui_'));
    expect([...shown]).toEqual(expect.arrayContaining(ours));
  });

  it('can be used with any data source, and counters only as rates', () => {
    expect(dashboard.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
    for (const { type, datasource } of dashboard.panels)
      if (type !== 'row') expect(datasource?.uid).toBe('${datasource}');
    for (const query of queries)
      if (/_total\{/.test(query)) expect(query).toMatch(/(rate|increase)\(\w+_total\{/);
  });

  it('can be narrowed to one account, wherever a metric is about one', () => {
    const isAboutServer = /kuaihui_(build_info|store_ready|store_failures_total)\{/;
    for (const query of queries)
      for (const [selected] of query.matchAll(/kuaihui_\w+\{[^}]*\}/g))
        expect(selected.includes('account=~"$account"'), selected).toBe(
          !isAboutServer.test(selected),
        );
  });

  it('has panels that neither share a number nor lie upon each other', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('docs/metrics.md', () => {
  it('explains every metric of ours, and no other', () => {
    const ours = measures.map(({ name }) => name).filter((name) => name.startsWith('kuaihui_'));
    const explained = [...read('metrics.md').matchAll(/^\| `(kuaihui_\w+)` \|/gm)];
    expect(explained.map(([, name]) => name).sort()).toEqual(ours.sort());
    for (const name of namesIn(read('metrics.md')))
      expect([...known, ...measures.map((measure) => measure.name)]).toContain(name);
  });
});
