import { expect, it } from 'vitest';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { StoreUnavailableError } from '../../src/runtime/store-unavailable-error.ts';
import type { CollectionDefinition } from '../../src/runtime/collection.ts';
import type { OperationName } from '../../src/store/run-operation.ts';
import type { Store } from '../../src/store/store.ts';
import type { ClaimedTurn } from '../../src/turns/turn.ts';
import { accept, arrival, ask, asks, defaultSettings, follower, MINUTE_MS } from './store-world.ts';

/** A store, what it told, and a way to take away what it stands on. */
export interface BreakableStore {
  readonly store: Store;
  readonly told: readonly DomainEvent[];
  breakDown(): Promise<void> | void;
}

/** One is about followers, because without such a collection there is nothing to read about one. */
export const REGISTERED: readonly CollectionDefinition[] = [
  { name: 'accounts', about: 'product' },
  { name: 'memories', about: 'follower' },
];

const account = 'default';
const counted = {
  ...{ account, day: '2026-11-30', model: 'p/m', questions: 0, calls: 1, estimated: 0 },
  ...{ input: 1, cached: 0, output: 1, reasoning: 0 },
};
const days = { from: '2026-11-01', to: '2026-11-30' };
const lease = { follower, fence: 1 };
const signed = { account, timestamp: 1, nonce: 'n', signature: 's' };

const records = ({ collections }: Store) =>
  collections.open<string>({ name: 'accounts', about: 'product' });

/** Every operation that others ask of a store; the compiler knows whether one is missing. */
const OPERATIONS: Record<OperationName, (store: Store, turn: ClaimedTurn) => Promise<unknown>> = {
  'inbox.accept': ({ inbox }) => inbox.accept(arrival('another'), asks('问题'), defaultSettings),
  'inbox.noteSignature': ({ inbox }) => inbox.noteSignature(signed, MINUTE_MS),
  'turns.claim': ({ turns }, turn) => turns.claim(turn.id),
  'turns.claimNext': ({ turns }) => turns.claimNext(follower),
  'turns.append': ({ turns }, turn) => turns.append([{ turn, text: '一。', origin: 'model' }]),
  'turns.checkOwner': ({ turns }, turn) => turns.checkOwner(turn),
  'turns.closeQuestion': ({ turns }, turn) => turns.closeQuestion(turn),
  'turns.finish': ({ turns }, turn) =>
    turns.finish(turn, { state: 'complete', rest: '二。' }, 'model'),
  'turns.release': ({ turns }, turn) => turns.release(turn),
  'turns.read': ({ turns }, turn) => turns.read(turn.id),
  'turns.history': ({ turns }, turn) => turns.history(turn, 10),
  'rings.append': ({ rings }) => rings.append('log', ['entry'], 10),
  'rings.read': ({ rings }) => rings.read('log', { most: 10 }),
  'rings.delete': ({ rings }) => rings.delete('log'),
  'activity.add': ({ activity }) =>
    activity.add('activity', [{ account, day: '2026-11-30', name: 'question', count: 1 }]),
  'activity.ofAccount': ({ activity }) => activity.ofAccount(account, days),
  'followers.list': ({ followers }) => followers.list(account, { most: 10 }),
  'followers.search': ({ followers }) => followers.search(account, { prefix: 'o', most: 10 }),
  'followers.find': ({ followers }) => followers.find(follower),
  'followers.forget': ({ followers }) => followers.forget(follower),
  'usage.add': ({ usage }) => usage.add('batch', [counted]),
  'usage.ofAccount': ({ usage }) => usage.ofAccount(account, days),
  'usage.ofFollower': ({ usage }) => usage.ofFollower(follower, days),
  'usage.counted': ({ usage }) => usage.counted(follower),
  'turns.ofFollower': ({ turns }) => turns.ofFollower(follower, 10),
  'turns.findBySequence': ({ turns }) => turns.findBySequence(follower, 1),
  'archive.list': ({ archive }) => archive.list({}, { most: 10 }),
  'archive.find': ({ archive }, turn) => archive.find(turn.id),
  'traces.append': ({ traces }, turn) =>
    traces.append([{ turnId: turn.id, entries: [{ type: 'restart', at: 1 }] }]),
  'traces.read': ({ traces }, turn) => traces.read(turn.id),
  'deliveries.desk': ({ deliveries }) => deliveries.state(follower),
  'deliveries.attempts': ({ deliveries }) => deliveries.attempts(follower, '1'),
  'deliveries.noteHeldToItsEnd': ({ deliveries }) => deliveries.noteHeldToItsEnd(follower, '1', 1),
  'deliveries.messageState': ({ deliveries }) => deliveries.messageState(follower, '1'),
  'deliveries.commit': ({ deliveries }) => deliveries.commit(follower, { messagesLeft: 1 }, 1),
  'deliveries.claimCourier': ({ deliveries }) => deliveries.claimCourier(follower),
  'deliveries.releaseCourier': ({ deliveries }) => deliveries.releaseCourier(lease),
  'capability.read': ({ capability }) => capability.read(account),
  'capability.learn': ({ capability }) => capability.learn(account, { typing: 'no' }, 1000),
  'capability.tryToLearn': ({ capability }) => capability.tryToLearn(account, 1000),
  'capability.stopLearning': ({ capability }) => capability.stopLearning(account),
  'collections.get': (store) => records(store).get('key'),
  'collections.list': (store) => records(store).list(''),
  'collections.put': (store) => records(store).put('key', 'value'),
  'collections.delete': (store) => records(store).delete('key'),
  'collections.generation': ({ collections }) => collections.generation('accounts'),
  'collections.ofFollower': ({ collections }) => collections.ofFollower(follower),
  'processes.living': ({ processes }) => processes.living(),
  'processes.acknowledge': ({ processes }) => processes.acknowledge(1),
  'accountData.deleteSome': ({ accountData }) => accountData.deleteSome(account, 1),
  'accountData.forgetCredentials': ({ accountData }) => accountData.forgetCredentials(account),
  'accessTokens.read': (store) => store.accessTokens(account).read(),
  'accessTokens.write': (store) => store.accessTokens(account).write('token', 1000),
  'accessTokens.drop': (store) => store.accessTokens(account).drop('token'),
  'accessTokens.tryLease': (store) => store.accessTokens(account).tryLease(1000),
  'accessTokens.release': (store) => store.accessTokens(account).release(),
};

/** What every driver has to tell of its failures. */
export function describeFailures(open: () => Promise<BreakableStore>): void {
  it('tells each operation that it could not do, by its name and once', async () => {
    const { store, told, breakDown } = await open();
    const turn = await ask(store, '1');
    await store.turns.append([{ turn, text: '零。', origin: 'model' }]);
    expect(told).toEqual([]);
    await breakDown();
    await Promise.all(
      Object.values(OPERATIONS).map((operation) =>
        expect(operation(store, turn)).rejects.toThrow(StoreUnavailableError),
      ),
    );
    const failed = told.map((event) => event.type === 'store-failed' && event.operation);
    expect(failed.sort()).toEqual(Object.keys(OPERATIONS).sort());
  });

  it('tells nothing of what was refused for another reason', async () => {
    const { store, told } = await open();
    const plan = () => {
      throw new Error('A mistake of ours');
    };
    await expect(accept(store, '1', plan)).rejects.toThrow('A mistake of ours');
    expect(told).toEqual([]);
  });
}
