import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import type { Courier } from '../delivery/courier.ts';
import type { Background } from '../runtime/background.ts';
import { createPendingWork } from '../runtime/pending-work.ts';
import type { Engine } from '../turns/engine.ts';
import type { DueItem, DueItemResult, TurnStore } from '../turns/ports.ts';
import { createTakeOver } from '../turns/take-over.ts';
import type { FollowerId } from '../turns/turn.ts';
import type { Codec, Handshake, Push } from '../wechat/push/codec.ts';
import { createPushHandler, type PushHandlerDeps, type Receipt } from './handle-push.ts';

/** Everything that belongs to one Official Account. The simulator is simply a second one. */
export interface AccountDeps extends Omit<PushHandlerDeps, 'recording'> {
  /** A stable local name, such as `default`: the key of everything that is stored. */
  readonly name: string;
  readonly codec: Codec;
  readonly turns: TurnStore;
  readonly engine: Engine;
  readonly courier: Courier;
  /** Unfinished answers and what is owed wait until the account goes on. */
  readonly isPaused: boolean;
  /** Ends what its models do beside answers. */
  readonly retirePipeline: () => void;
  /** What keeps summaries of its conversations. */
  readonly summaries: AccountSummaries;
  /** The account's own share of the process's. */
  readonly background: Background;
}

/** Writes summaries of conversations, of which due items remind it. */
interface AccountSummaries {
  readonly kind: string;
  runDueWork(item: DueItem): Promise<DueItemResult>;
  /** Breaks off what is being written. */
  stop(): void;
}

export interface Account {
  readonly name: string;
  readonly codec: Codec;
  /** Takes an attempt and says how it is answered. Throws RefusedPushError for a replay. */
  handlePush(push: Push, connection: AttemptConnection): Promise<Receipt>;
  /** Keeps the signature of a verification from being used for a message. */
  noteHandshake(handshake: Handshake): void;
  /** Looks at an item that is due, and takes over what its process left. */
  runDueWork(item: DueItem): Promise<DueItemResult>;
  /** Stops writing for a follower, whose turns were cancelled. */
  cancel(follower: FollowerId): void;
  /** Begins to deliver to a follower. */
  deliver(follower: FollowerId): void;
  /** Writes the answer of the follower's next turn, if there is one and it can be claimed now. */
  beginNext(follower: FollowerId): void;
  /** Answers that are being written. */
  running(): number;
  /** Ends what it has begun and begins nothing more: another account with its name takes its place. */
  retire(): Retirement;
  /** Gives everything unfinished back to the store. */
  handOver(): void;
}

/** How far a replaced account is. */
export interface Retirement {
  /** Followers to whom its courier was delivering. */
  readonly delivering: readonly FollowerId[];
  /** Followers whose turns could have begun if it had not been paused. */
  readonly heldBack: readonly FollowerId[];
  /** Resolves when every push that it took is in the store. */
  readonly recorded: Promise<void>;
  /** Resolves when nothing of it is under way any more. */
  readonly ended: Promise<void>;
}

/** What is due for a paused account is looked at again after this time. */
const PAUSED_MS = 2000;

/** Creates an account from its adapters. */
export function createAccount(deps: AccountDeps): Account {
  const {
    name,
    codec,
    inbox,
    arrival,
    turns,
    engine,
    courier,
    relay,
    background,
    isPaused,
    summaries,
    retirePipeline,
  } = deps;
  const takeOver = createTakeOver({ turns, engine, courier: relay });
  const recording = createPendingWork();
  const attempts = createPendingWork();
  const handlePush = createPushHandler({ ...deps, recording });
  const heldBack = new Map<string, FollowerId>();
  let isRetired = false;

  const end = async () => {
    await attempts.settled();
    await background.settled();
  };

  return {
    name,
    codec,
    handlePush: (push, connection) =>
      // A body that took long to read comes after the account was replaced.
      isRetired ? relay.handlePush(push, connection) : attempts.add(handlePush(push, connection)),
    noteHandshake: ({ timestamp, nonce, signature }) =>
      background.run('note a verification', () =>
        inbox.noteSignature({ account: name, timestamp, nonce, signature }, arrival.pushMemoryMs),
      ),
    async runDueWork(item) {
      if (isPaused) return { againInMs: PAUSED_MS };
      if (item.kind === summaries.kind) return summaries.runDueWork(item);
      return item.turnId === undefined ? courier.takeOver(item.follower) : takeOver(item.turnId);
    },
    cancel: (follower) => engine.cancel(follower),
    deliver(follower) {
      if (!isPaused) courier.deliver(follower);
    },
    beginNext(follower) {
      if (isPaused) heldBack.set(follower.openId, follower);
      else engine.runNext(follower);
    },
    running: () => engine.running(),
    retire() {
      isRetired = true;
      summaries.stop();
      retirePipeline();
      engine.retire();
      return {
        delivering: courier.drain(),
        heldBack: [...heldBack.values()],
        recorded: recording.settled(),
        ended: end(),
      };
    },
    handOver() {
      summaries.stop();
      retirePipeline();
      engine.handOver();
      courier.stop();
    },
  };
}
