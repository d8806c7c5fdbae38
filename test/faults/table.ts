import { mean, sum } from '../bench/statistics.ts';
import { seconds } from '../bench/table.ts';
import type { Outcome, Told } from './play-story.ts';

export const HEAD = [
  'fault',
  'store',
  'customer-service',
  'turns',
  'hit',
  'lost',
  'emptied',
  'twice in doubt',
  'twice asked',
  'twice ?',
  'out of order',
  'wrong',
  'notices',
  'asked again',
  'by hand',
  'calls',
  'all after s',
  'new after s',
  'verdict',
];

/** A line of the table; docs/faults.md says what each column means. */
export function writeOutcome(outcome: Outcome): string[] {
  const { experiences } = outcome;
  const total = (value: (one: Told) => number) => String(sum(experiences.map(value)));
  const missed = listMissed(outcome);
  return [
    outcome.story.name,
    outcome.store,
    outcome.ways === 'without' ? 'without' : 'with',
    String(experiences.length),
    String(outcome.hit),
    String(outcome.lost.length),
    String(outcome.emptied.length),
    total(({ repeats }) => repeats.inDoubt.length),
    total(({ repeats }) => repeats.askedAgain.length),
    total(({ repeats }) => repeats.unexplained.length),
    total(({ judgement }) => judgement.outOfOrder),
    total(({ judgement }) => judgement.wrong),
    total(({ judgement }) => judgement.notices),
    total(({ askedAgainAt }) => askedAgainAt.length),
    total(({ writtenByHand }) => writtenByHand),
    mean(experiences.map(({ modelCalls }) => modelCalls)).toFixed(2),
    seconds(outcome.allAfterMs),
    seconds(outcome.newAfterMs),
    missed.length === 0 ? 'kept' : missed.join(', '),
  ];
}

/** What of the promise was not kept, in words. */
export function listMissed(outcome: Outcome): string[] {
  const some = (value: (one: Told) => number) => outcome.experiences.some((one) => value(one) > 0);
  return [
    ...(outcome.lost.length > 0 ? ['lost'] : []),
    ...(some(({ repeats }) => repeats.unexplained.length) ? ['twice'] : []),
    ...(some(({ judgement }) => judgement.outOfOrder) ? ['order'] : []),
    ...(some(({ judgement }) => judgement.wrong) ? ['wrong'] : []),
    ...(outcome.newAfterMs === Infinity ? ['new question lost'] : []),
    ...(outcome.died > 0 ? ['process died'] : []),
  ];
}
