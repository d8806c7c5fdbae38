import { ConsoleError } from '../../console/api/console-error.ts';
import type { Follower } from '../../console/followers/followers-contract.ts';
import type { FollowersDesk } from '../../console/followers/followers-desk.ts';
import { commitChanges } from '../../delivery/commit-changes.ts';
import { dropTurns } from '../../delivery/delivery-changes.ts';
import { cardKey, FOLLOWER_CARDS, type FollowerCard } from '../../inbox/follower-card.ts';
import type { FollowerId } from '../../turns/turn.ts';
import { daysBefore } from '../../usage/days.ts';
import type { DayUsage } from '../../usage/ports.ts';
import { changeCard } from './change-card.ts';
import type { ConsoleWorld } from './console-world.ts';
import { createFollowerList, toListed } from './list-followers.ts';
import { walkArchive } from './walk-archive.ts';

/** As many as the usage that a follower is told. */
const DAYS = 30;
const NO_LIMITS = { questionsPerMinute: 0, questionsPerDay: 0, tokensPerDay: 0 };

/** Opens the desk for followers. */
export function openFollowersDesk(world: ConsoleWorld): FollowersDesk {
  const { store, runtime, accounts, books, usage, dayOf, builtOf } = world;
  const cards = store.collections.open<FollowerCard>(FOLLOWER_CARDS);
  const listFollowers = createFollowerList({ followers: store.followers, cards });

  const find = async (follower: FollowerId) => {
    await books.accounts.requireKnown(follower.account);
    const [state, card] = await Promise.all([
      store.followers.find(follower),
      cards.get(cardKey(follower)),
    ]);
    if (!state && !card) throw notKnown(follower.openId);
    return { state, card: card?.value ?? {} };
  };

  const read = async (follower: FollowerId): Promise<Follower> => {
    const { state, card } = await find(follower);
    const now = runtime.clock.now();
    const today = dayOf(follower.account, now);
    await usage.ledger.settled();
    const [used, counted] = await Promise.all([
      store.usage.ofFollower(follower, { from: daysBefore(today, DAYS - 1), to: today }),
      store.usage.counted(follower),
    ]);
    return {
      ...toListed(follower.openId, state?.seenAt, card),
      questionsPerDay: card.questionsPerDay ?? null,
      usage: {
        today: sumUsage(used.filter(({ day }) => day === today)),
        last30Days: sumUsage(used),
      },
      limits: builtOf(follower.account)?.config.limits ?? NO_LIMITS,
      ...(counted && {
        counted:
          counted.day >= today
            ? { questions: counted.questions, tokens: counted.tokens }
            : { questions: 0, tokens: 0 },
      }),
      ...(state &&
        state.messagesUntil > now &&
        state.messagesLeft > 0 && {
          messages: { left: state.messagesLeft, until: state.messagesUntil },
        }),
      turns: state?.turns ?? 0,
    };
  };

  /** What is being written for the follower, or still to be sent, does not go out any more. */
  const dropOwed = async (follower: FollowerId) => {
    await commitChanges(
      store.deliveries,
      follower,
      () => store.deliveries.state(follower),
      (state) =>
        dropTurns(
          state,
          state.turns.map(({ id }) => id),
        ),
    );
    accounts.byName(follower.account)?.cancel(follower);
  };

  return {
    async list(query) {
      await books.accounts.requireKnown(query.account);
      return listFollowers(query);
    },
    read,
    async change(follower, change) {
      await find(follower);
      await changeCard(cards, follower, change);
      if (change.isBlocked) await dropOwed(follower);
      return read(follower);
    },
    async export(follower) {
      await find(follower);
      const range = { from: '0000-00-00', to: '9999-99-99' };
      return {
        ...follower,
        exportedAt: new Date(runtime.clock.now()).toISOString(),
        usage: await store.usage.ofFollower(follower, range),
        records: await store.collections.ofFollower(follower),
        turns: walkArchive(store.archive, follower),
      };
    },
    async delete(follower) {
      await find(follower);
      await store.followers.forget(follower);
      accounts.byName(follower.account)?.cancel(follower);
    },
  };
}

function notKnown(openId: string): ConsoleError {
  return new ConsoleError(404, 'no_follower', {
    en: `Nothing is stored about a follower ${openId}.`,
    zh: `没有存过粉丝 ${openId} 的数据。`,
  });
}

function sumUsage(rows: readonly DayUsage[]): Follower['usage']['today'] {
  const sum = (name: 'questions' | 'calls' | 'input' | 'output') =>
    rows.reduce((all, row) => all + row[name], 0);
  return {
    ...{ questions: sum('questions'), calls: sum('calls') },
    ...{ input: sum('input'), output: sum('output') },
  };
}
