import type { Candidate } from './candidate.ts';
import type { FailureScope } from './failure-scope.ts';

/** The keys of one model, in the order of the settings. */
export type Keys = readonly Candidate[];

/**
 * Lists the candidates in the order in which a question asks them: `begin` first if it is among them, then the order of
 * the settings, and of each model's keys the next one first.
 */
export function listInOrder(
  models: readonly Keys[],
  { begin, turn }: { readonly begin?: string | undefined; readonly turn: number },
): readonly Candidate[] {
  const first = models.filter(([key]) => key?.model.id === begin);
  const others = models.filter(([key]) => key?.model.id !== begin);
  return [...first, ...others].flatMap((keys) => {
    const at = turn % keys.length;
    return [...keys.slice(at), ...keys.slice(0, at)];
  });
}

/** The candidate that a question asks next. */
export interface Choice {
  readonly candidate: Candidate;
  /**
   * hurried: another model is ready, so this one gets little time.
   * patient: no other model is ready, so this one gets all the time it may take.
   * in doubt: all breakers are open, so it is asked once.
   */
  readonly is: 'hurried' | 'patient' | 'in doubt';
  /** Whether the model is ready with another key. */
  readonly hasOtherKey: boolean;
  /** Whether nothing else is left to ask, ready or not. */
  readonly isOnly: boolean;
}

/**
 * Chooses who is asked next among those that this question has not given up. While all breakers are open, the one that
 * is probed first is asked first.
 */
export function chooseCandidate(
  left: readonly Candidate[],
  probeAtOf: (candidate: Candidate) => number | undefined,
): Choice | undefined {
  const ready = left.filter((candidate) => probeAtOf(candidate) === undefined);
  const isOnly = left.length === 1;
  const [first, ...others] = ready;
  if (first) {
    const isSameModel = ({ breakers }: Candidate) => breakers.model === first.breakers.model;
    return {
      candidate: first,
      is: others.every(isSameModel) ? 'patient' : 'hurried',
      hasOtherKey: others.some(isSameModel),
      isOnly,
    };
  }
  const [soonest] = [...left].sort((a, b) => (probeAtOf(a) ?? 0) - (probeAtOf(b) ?? 0));
  return soonest && { candidate: soonest, is: 'in doubt', hasOtherKey: false, isOnly };
}

/** Takes out what this question has no use for any more. What fails elsewhere as well is in doubt by its breaker. */
export function withoutFailed(
  left: readonly Candidate[],
  failed: Candidate,
  scope: FailureScope,
): readonly Candidate[] {
  return scope === 'key'
    ? left.filter((candidate) => candidate !== failed)
    : left.filter(({ breakers }) => breakers.model !== failed.breakers.model);
}
