import type { Observed, Way } from '../events/domain-event.ts';
import { findGaps } from './gaps.ts';
import type { Slice, OwedTurn, Via } from './ports.ts';

/** Lists which answers got their first words, or their last, when these slices were given. */
export function listMilestones(
  turns: readonly OwedTurn[],
  given: { readonly slices: readonly Slice[]; readonly via: Via; readonly now: number },
): Observed[] {
  return turns.flatMap((turn) => {
    const slices = given.slices.filter(({ turnId }) => turnId === turn.id);
    if (slices.length === 0) return [];
    const afterMs = given.now - turn.createdAt;
    const earlier = turn.parts.filter(({ state }) => state === 'intended' || state === 'sent');
    // Our own sentences, such as an apology, do not count as content.
    const isContent = slices.some(({ from }) => from < (turn.noticeFrom ?? Infinity));
    const milestones: Observed[] = [];
    if (earlier.length === 0 && isContent)
      milestones.push({ what: 'first content', via: given.via, afterMs });
    const covered = [...earlier, ...slices.map((slice) => ({ state: 'sent' as const, ...slice }))];
    if (turn.state === 'complete' && findGaps(covered, turn.answer.length).length === 0)
      milestones.push({ what: 'answer complete', way: wayOf(earlier, given.via), afterMs });
    return milestones;
  });
}

function wayOf(earlier: readonly { readonly via: Via }[], last: Via): Way {
  return earlier.every(({ via }) => via === last) ? last : 'both';
}
