import { describe, expect, it } from 'vitest';
import { createAnswerQueue, type Candidate, type Ticket } from '../../src/turns/answer-queue.ts';
import { createStepClock, settle } from '../support/step-clock.ts';

const model = { name: 'model' };
let turns = 0;
const newTurnId = () => `turn ${(turns += 1)}`;
const asks = (account = 'default', answerer: Candidate['answerer'] = model): Candidate => ({
  turnId: newTurnId(),
  account,
  answerer,
});

function start(atOnce: number) {
  const clock = createStepClock();
  const queue = createAnswerQueue({ atOnce, clock });
  const order: string[] = [];
  /** Joins, and notes under `name` when the place comes. */
  const join = (name: string, candidate = asks()): Ticket => {
    const ticket = queue.join(candidate);
    void ticket.came.then(() => order.push(name));
    return ticket;
  };
  return { clock, queue, join, order };
}

describe('places', () => {
  it('are given at once as long as there are some', () => {
    const { queue, join } = start(2);
    expect([join('a'), join('b')].map((ticket) => ticket.place())).toEqual([undefined, undefined]);
    expect(join('c').place()).toMatchObject({ ahead: 0 });
    expect(queue.waiting()).toBe(1);
  });

  it('go to those who wait, in the order of their coming', async () => {
    const { queue, join, order } = start(1);
    const tickets = ['a', 'b', 'c', 'd'].map((name) => join(name));
    for (const ticket of tickets) {
      await settle();
      ticket.leave();
    }
    await settle();
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    expect(queue.waiting()).toBe(0);
  });

  it('are given back once, however often that is said', async () => {
    const { join, order } = start(1);
    const first = join('a');
    for (const name of ['b', 'c']) join(name);
    first.leave();
    first.leave();
    await settle();
    expect(order).toEqual(['a', 'b']);
  });

  it('do not come to who left the queue', async () => {
    const { queue, join, order } = start(1);
    const first = join('a');
    const [b, c, d] = ['b', 'c', 'd'].map((name) => join(name));
    await settle();
    c?.leave();
    expect(c?.place()).toBeUndefined();
    expect([b?.place()?.ahead, d?.place()?.ahead]).toEqual([0, 1]);
    b?.leave();
    expect(queue.waiting()).toBe(1);
    first.leave();
    await settle();
    expect(order.filter((name) => name === 'd')).toHaveLength(1);
    expect(d?.place()).toBeUndefined();
    d?.leave();
    expect(join('e').place()).toBeUndefined();
  });
});

describe('a turn', () => {
  it('stands in the queue, then has begun, then is unknown', async () => {
    const { queue, join } = start(1);
    const turnId = 'one that waits';
    expect(queue.placeOf(turnId)).toBeUndefined();
    const first = join('a');
    const ticket = join('b', { ...asks(), turnId });
    expect(queue.placeOf(turnId)).toMatchObject({ ahead: 0 });
    first.leave();
    await settle();
    expect(queue.placeOf(turnId)).toBe('begun');
    ticket.leave();
    expect(queue.placeOf(turnId)).toBeUndefined();
  });

  it('that came back keeps its place when its earlier ticket is given back', () => {
    const { queue, join } = start(2);
    const turnId = 'one that came back';
    const earlier = join('a', { ...asks(), turnId });
    join('b', { ...asks(), turnId });
    earlier.leave();
    expect(queue.placeOf(turnId)).toBe('begun');
  });
});

describe('accounts', () => {
  it('take turns, however many questions one of them has', async () => {
    const { join, order } = start(1);
    let current = join('first');
    const real = Array.from({ length: 100 }, (_, n) => join(`real ${n}`));
    const simulated = Array.from({ length: 2 }, (_, n) =>
      join(`simulated ${n}`, asks('simulator')),
    );
    for (const next of [real[0], simulated[0], real[1], simulated[1], real[2]]) {
      current.leave();
      if (next) current = next;
      await settle();
    }
    expect(order).toEqual(['first', 'real 0', 'simulated 0', 'real 1', 'simulated 1', 'real 2']);
  });

  it('count each other’s questions as far as they come before', () => {
    const { join } = start(1);
    join('first');
    for (let n = 0; n < 100; n += 1) join(`real ${n}`);
    const simulated = Array.from({ length: 4 }, () => join('simulated', asks('simulator')));
    expect(simulated.map((ticket) => ticket.place()?.ahead)).toEqual([0, 2, 4, 6]);
    expect(join('real 100').place()?.ahead).toBe(104);
  });
});

describe('a provider’s own limit', () => {
  const narrow = { name: 'narrow', atOnce: 1 };

  it('holds its answers back, and no others', async () => {
    const { join, order } = start(10);
    const first = join('narrow 1', asks('default', narrow));
    expect(join('narrow 2', asks('default', narrow)).place()).toMatchObject({ ahead: 0 });
    expect(join('wide').place()).toBeUndefined();
    first.leave();
    await settle();
    expect(order).toEqual(['narrow 1', 'wide', 'narrow 2']);
  });

  it('holds for all accounts together', () => {
    const { join } = start(10);
    join('real', asks('default', narrow));
    expect(join('simulated', asks('simulator', narrow)).place()).toBeDefined();
  });

  it('lets others pass when the whole process is full', async () => {
    const { join, order } = start(2);
    join('narrow 1', asks('default', narrow));
    const wide = join('wide 1');
    join('narrow 2', asks('default', narrow));
    join('wide 2');
    wide.leave();
    await settle();
    expect(order).toEqual(['narrow 1', 'wide 1', 'wide 2']);
  });
});

describe('the estimated wait', () => {
  it('follows how long the last answers took, and how many are written at once', async () => {
    const { clock, join } = start(2);
    const tickets = [join('a'), join('b')];
    const c = join('c');
    expect(c.place()?.beginsInMs).toBe(5000);
    await clock.advance(4000);
    for (const ticket of tickets) ticket.leave();
    expect(c.place()).toBeUndefined();
    join('d');
    const waiting = Array.from({ length: 4 }, (_, n) => join(`${n}`));
    expect(waiting.map((ticket) => ticket.place()?.beginsInMs)).toEqual([2000, 4000, 6000, 8000]);
  });

  it('gets shorter while the answer before is written, but promises nothing', async () => {
    const { clock, join } = start(1);
    join('running');
    const ticket = join('waiting');
    expect(ticket.place()?.beginsInMs).toBe(10_000);
    await clock.advance(6000);
    expect(ticket.place()?.beginsInMs).toBe(4000);
    await clock.advance(60_000);
    expect(ticket.place()?.beginsInMs).toBe(2000);
  });

  it('forgets what was long ago', async () => {
    const { clock, join } = start(1);
    for (let n = 0; n < 200; n += 1) {
      const ticket = join(`${n}`);
      await clock.advance(n < 50 ? 60_000 : 1000);
      ticket.leave();
    }
    join('running');
    expect(join('waiting').place()?.beginsInMs).toBeLessThan(1100);
  });

  it('is shortened by those who left in between, wherever they stood', () => {
    const { join } = start(1);
    join('running');
    const tickets = Array.from({ length: 1000 }, (_, n) => join(`${n}`));
    tickets.forEach((ticket, n) => n % 2 === 1 && ticket.leave());
    expect(tickets[998]?.place()?.ahead).toBe(499);
    expect(tickets[500]?.place()?.ahead).toBe(250);
  });
});

it('ten thousand who wait are let in one by one, and every one of them comes', async () => {
  const { queue, join, order } = start(1000);
  const tickets = Array.from({ length: 10_000 }, (_, n) => join(`${n}`, asks(`account ${n % 2}`)));
  expect(queue.waiting()).toBe(9000);
  // Every tenth loses patience.
  for (let n = 1000; n < 10_000; n += 10) tickets[n]?.leave();
  expect(queue.waiting()).toBe(8100);
  for (const ticket of tickets) ticket.leave();
  await settle();
  expect(queue.waiting()).toBe(0);
  expect(new Set(order).size).toBe(10_000);
});
