import type { Repeat } from '../bench/judge-answer.ts';

/** Why sentences came twice. */
export interface ExplainedRepeats {
  /** The message went out around the fault, and nobody could know whether it had arrived. */
  readonly inDoubt: readonly Repeat[];
  /** The follower asked again. */
  readonly askedAgain: readonly Repeat[];
  readonly unexplained: readonly Repeat[];
}

export interface RepeatFacts {
  readonly repeats: readonly Repeat[];
  readonly askedAgainAt: readonly number[];
  /** When a message that went out may have stayed in doubt; absent for faults that leave no doubt. */
  readonly doubt:
    | {
        readonly from: number;
        readonly to: number;
        /** Passive replies as well: the database forgot what it knew of them. */
        readonly ofEverything: boolean;
      }
    | undefined;
}

/** From WeChat's screen to our record of it: the call's answer, and a transaction on a busy machine. */
const SETTLED_WITHIN_MS = 1000;

/** Explains each repeat or not. As a rule WeChat's repeats settle a passive reply, so only a customer-service message can be in doubt. */
export function explainRepeats({ repeats, askedAgainAt, doubt }: RepeatFacts): ExplainedRepeats {
  const inDoubt: Repeat[] = [];
  const askedAgain: Repeat[] = [];
  const unexplained: Repeat[] = [];
  const copies = new Map<number, number>();
  for (const repeat of repeats) {
    const { sentence, first, again } = repeat;
    const copy = (copies.get(sentence) ?? 0) + 1;
    copies.set(sentence, copy);
    const questions = askedAgainAt.filter((at) => at < again.at).length;
    const wentOutAround =
      doubt !== undefined &&
      first.at > doubt.from - SETTLED_WITHIN_MS &&
      first.at < doubt.to + SETTLED_WITHIN_MS;
    const canBeInDoubt = first.via === 'customer-service' || doubt?.ofEverything;
    if (copy <= questions) askedAgain.push(repeat);
    else if (wentOutAround && canBeInDoubt && copy === questions + 1) inDoubt.push(repeat);
    else unexplained.push(repeat);
  }
  return { inDoubt, askedAgain, unexplained };
}
