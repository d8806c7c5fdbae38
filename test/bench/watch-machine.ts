import { cpus } from 'node:os';

/** Begins to watch; the returned function tells the share of time in which the processors worked. */
export function watchMachine(): () => number {
  const times = () =>
    cpus().reduce(
      (total, { times: { idle, ...busy } }) => {
        const worked = busy.user + busy.sys + busy.nice + busy.irq;
        return { worked: total.worked + worked, all: total.all + worked + idle };
      },
      { worked: 0, all: 0 },
    );
  const before = times();
  return () => {
    const now = times();
    return (now.worked - before.worked) / (now.all - before.all);
  };
}
