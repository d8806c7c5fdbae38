import type { AttemptConnection } from '../delivery/attempt-connection.ts';
import type { DueItem, DueItemResult } from '../turns/ports.ts';
import { createTakeOver } from '../turns/take-over.ts';
import type { Codec, Handshake, Push } from '../wechat/push/codec.ts';
import { createPushHandler, type PushHandlerDeps, type Receipt } from './handle-push.ts';

/** Everything that belongs to one Official Account. The simulator is simply a second one. */
export interface AccountDeps extends PushHandlerDeps {
  /** A stable local name, such as `default`: the key of everything that is stored. */
  readonly name: string;
  readonly codec: Codec;
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
  /** Answers that are being written. */
  running(): number;
  /** Gives everything unfinished back to the store. */
  handOver(): void;
}

/** Creates an account from its adapters. */
export function createAccount(deps: AccountDeps): Account {
  const { name, codec, inbox, engine, courier, background } = deps;
  const takeOver = createTakeOver(deps);

  return {
    name,
    codec,
    handlePush: createPushHandler(deps),
    noteHandshake: ({ timestamp, nonce, signature }) =>
      background.run('note a verification', () =>
        inbox.noteSignature({ account: name, timestamp, nonce, signature }),
      ),
    runDueWork: (item) =>
      item.turnId === undefined ? courier.takeOver(item.follower) : takeOver(item.turnId),
    running: () => engine.running(),
    handOver() {
      engine.handOver();
      courier.stop();
    },
  };
}
