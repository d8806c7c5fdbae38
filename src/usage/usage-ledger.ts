import { createCountWriter, type CountWriter, type CountWriterDeps } from './count-writer.ts';
import type { UsageAmounts, UsageCount, UsageStore } from './ports.ts';

/** Writes down what models used, immediately. */
export interface UsageLedger extends Pick<CountWriter<UsageCount>, 'settled' | 'close'> {
  count(count: UsageCount): void;
}

export function createUsageLedger({
  store,
  ...deps
}: CountWriterDeps & { readonly store: Pick<UsageStore, 'add'> }): UsageLedger {
  const { add, ...writer } = createCountWriter<UsageCount>(
    {
      what: { en: 'What models used', zh: '用量' },
      store,
      keyOf: ({ account, day, model, follower }) =>
        JSON.stringify([account, day, model, follower?.account, follower?.openId]),
      sum: (one, other) => ({ ...one, ...sum(one, other) }),
      gatherMs: 0,
    },
    deps,
  );
  return { count: add, ...writer };
}

function sum(one: UsageAmounts, other: UsageAmounts): UsageAmounts {
  return {
    questions: one.questions + other.questions,
    calls: one.calls + other.calls,
    estimated: one.estimated + other.estimated,
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    reasoning: one.reasoning + other.reasoning,
  };
}
