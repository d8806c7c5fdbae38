import { expect, it } from 'vitest';
import {
  createStepKeeper,
  TURN_STEPS,
  type StoredRound,
  type StoredSteps,
} from '../../../src/answering/tools/turn-steps.ts';
import type { OwnedTurn } from '../../../src/turns/turn.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { follower, HOUR_MS, type CreateWorld, type StoreProcess } from '../../store/store-world.ts';

const round = (text: string): StoredRound => ({
  model: 'p/m',
  message: { role: 'assistant', content: null, reasoning_content: '先查一下' },
  calls: [{ id: 'a', name: 'look', arguments: '{}' }],
  results: [{ id: 'a', text }],
  releasedLength: 3,
});
const turn = (fence: number): OwnedTurn => ({ id: 't1', follower, fence });

const { log } = createLogLines();
const keeperIn = (store: StoreProcess, fence: number) =>
  createStepKeeper(turn(fence), {
    records: store.collections.open<StoredSteps>(TURN_STEPS),
    log,
  });

/** What a process that takes a turn over finds of its steps. */
export function describeTurnSteps(createWorld: CreateWorld): void {
  it('are read by the next owner as they were written last', async () => {
    const world = createWorld();
    const [one, other] = [await world.open(), await world.open()];
    const keeper = keeperIn(one, 1);
    await Promise.all([keeper.keep([round('一')]), keeper.keep([round('一'), round('二😀')])]);
    expect(await keeperIn(other, 2).read()).toEqual([round('一'), round('二😀')]);
  });

  it('are not looked for by the first owner', async () => {
    const world = createWorld();
    const store = await world.open();
    await keeperIn(store, 1).keep([round('一')]);
    expect(await keeperIn(store, 1).read()).toEqual([]);
  });

  it('are not written by an owner that was replaced', async () => {
    const world = createWorld();
    const [slept, other] = [await world.open(), await world.open()];
    const late = keeperIn(slept, 1);
    await late.keep([round('一')]);
    const next = keeperIn(other, 2);
    await next.keep([round('一'), round('二')]);
    await late.keep([round('三')]);
    expect(await keeperIn(other, 3).read()).toEqual([round('一'), round('二')]);
  });

  it('are gone when the answer is over, and after an hour', async () => {
    const world = createWorld();
    const store = await world.open();
    const keeper = keeperIn(store, 1);
    await keeper.keep([round('一')]);
    await keeper.forget();
    expect(await keeperIn(store, 2).read()).toEqual([]);
    await keeperIn(store, 2).keep([round('二')]);
    await world.clock.advance(HOUR_MS + 1000);
    expect(await keeperIn(store, 3).read()).toEqual([]);
  });

  it('are deleted and exported with what else is stored of the follower', async () => {
    const world = createWorld();
    const store = await world.open();
    await keeperIn(store, 1).keep([round('一')]);
    const [records] = await store.collections.ofFollower(follower);
    expect(records).toMatchObject({ collection: 'turn-steps', entries: [{ value: { fence: 1 } }] });
  });
}
