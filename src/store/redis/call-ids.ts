import type { Session } from './session.ts';

/** Runs calls under ids by which Redis tells a retry from another call. */
export interface CallIds {
  /** Runs a call under a new id; one of the same name that failed a moment ago, under its id. */
  run<Result>(name: string, call: (id: string) => Promise<Result>): Promise<Result>;
}

/** For so long a call that failed may be retried as the same attempt. WeChat's own repeat comes later. */
const SAME_ATTEMPT_WITHIN_MS = 4500;

export function createCallIds({ newId, clock }: Pick<Session, 'newId' | 'clock'>): CallIds {
  // Redis may have done what these asked for. They stand in the order in which they end.
  const failed = new Map<string, { readonly id: string; readonly until: number }>();
  const forgetOld = () => {
    for (const [name, { until }] of failed) {
      if (until > clock.now()) return;
      failed.delete(name);
    }
  };

  return {
    async run(name, call) {
      forgetOld();
      const id = failed.get(name)?.id ?? newId();
      try {
        const result = await call(id);
        failed.delete(name);
        return result;
      } catch (error) {
        failed.delete(name);
        failed.set(name, { id, until: clock.now() + SAME_ATTEMPT_WITHIN_MS });
        throw error;
      }
    },
  };
}
