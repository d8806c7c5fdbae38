import type { TracedCall } from '../../turns/trace.ts';

/** Finds out which call took the place of another model's that had failed. */
export interface Switches {
  /** Returns the model that was given up for this call. */
  note(
    turnId: string,
    call: Pick<TracedCall, 'purpose' | 'model' | 'end'>,
  ): Pick<TracedCall, 'switchedFrom'>;
  forget(turnId: string): void;
}

export function createSwitches(): Switches {
  const failed = new Map<string, string>();
  return {
    note(turnId, { purpose, model, end }) {
      if (purpose !== 'answer') return {};
      const before = failed.get(turnId);
      if (end === 'failed') failed.set(turnId, model);
      else failed.delete(turnId);
      return before === undefined || before === model ? {} : { switchedFrom: before };
    },
    forget: (turnId) => void failed.delete(turnId),
  };
}
