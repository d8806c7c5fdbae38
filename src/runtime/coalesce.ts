/** A task of which one run at a time is enough. */
export interface Coalesced {
  /** Runs the task after the call. Calls during a run share the next one. */
  run(this: void): Promise<void>;
  /** Returns the end of the runs that were asked for; absent when there is none. */
  pending(this: void): Promise<void> | undefined;
}

export function coalesce(task: () => Promise<void>): Coalesced {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const begin = () => {
    const own = task().finally(() => {
      if (current === own) current = undefined;
    });
    current = own;
    return own;
  };
  const beginAfter = (before: Promise<void>) => {
    const beginNext = () => {
      next = undefined;
      return begin();
    };
    return before.then(beginNext, beginNext);
  };

  return {
    run() {
      if (current === undefined) return begin();
      return (next ??= beginAfter(current));
    },
    pending: () => next ?? current,
  };
}
