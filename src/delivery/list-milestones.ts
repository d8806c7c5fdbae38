import type { DomainEvent, Way } from '../events/domain-event.ts';
import { findGaps } from './gaps.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Slice, OwedTurn, Via } from './ports.ts';

/** Lists which answers got their first words, or their last, when these slices were given. */
export function listMilestones(
  turns: readonly OwedTurn[],
  given: {
    readonly follower: FollowerId;
    readonly slices: readonly Slice[];
    readonly via: Via;
    readonly now: number;
  },
): DomainEvent[] {
  return turns.flatMap((turn) => {
    const slices = given.slices.filter(({ turnId }) => turnId === turn.id);
    if (slices.length === 0) return [];
    const about = { turnId: turn.id, afterMs: given.now - turn.createdAt, ...given.follower };
    const earlier = turn.parts.filter(({ state }) => state === 'intended' || state === 'sent');
    // Our own sentences, such as an apology, do not count as content.
    const isContent = slices.some(({ from }) => from < (turn.noticeFrom ?? Infinity));
    const milestones: DomainEvent[] = [];
    if (earlier.length === 0 && isContent)
      milestones.push({ type: 'first-content', via: given.via, ...about });
    const covered = [...earlier, ...slices.map((slice) => ({ state: 'sent' as const, ...slice }))];
    if (turn.state === 'complete' && findGaps(covered, turn.answer.length).length === 0)
      milestones.push({ type: 'answer-complete', way: wayOf(earlier, given.via), ...about });
    return milestones;
  });
}

function wayOf(earlier: readonly { readonly via: Via }[], last: Via): Way {
  return earlier.every(({ via }) => via === last) ? last : 'both';
}
