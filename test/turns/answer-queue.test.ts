import { describe, expect, it } from 'vitest';
import {
  createAnswerQueue,
  type Candidate,
  type Lane,
  type Ticket,
} from '../../src/turns/answer-queue.ts';
import { createStepClock, settle } from '../support/step-clock.ts';

const model = { key: 'model' };
const asks = (account = 'default', lane: Lane = model): Omit<Candidate, 'turnId'> => ({
  account,
  lane,
});

function start(atOnce: number) {
  const clock = createStepClock();
  const queue = createAnswerQueue({ atOnce, clock });
  const order: string[] = [];
  /** Joins as the turn `name`, and notes when its place comes. */
  const join = (name: string, candidate = asks()): Ticket => {
    const ticket = queue.join({ turnId: name, ...candidate });
    void ticket.came.then(() => order.push(name));
    return ticket;
  };
  return { clock, queue, join, order };
}

describe('places', () => {
  it('are given immediately as long as there are some', () => {
    const { queue, join } = start(2);
    expect([join('a'), join('b')].map((ticket) => ticket.place())).toEqual([undefined, undefined]);
    expect(join('c').place()).toMatchObject({ ahead: 0 });
    expect(queue.waiting()).toBe(1);
  });

  it('go to those that wait, in the order of their coming', async () => {
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

  it('do not come to a turn that left the queue', async () => {
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
    const ticket = queue.join({ ...asks(), turnId });
    expect(queue.placeOf(turnId)).toMatchObject({ ahead: 0 });
    first.leave();
    await settle();
    expect(queue.placeOf(turnId)).toBe('begun');
    ticket.leave();
    expect(queue.placeOf(turnId)).toBeUndefined();
  });

  it('that came back keeps its place when its earlier ticket is given back', () => {
    const { queue } = start(2);
    const turnId = 'one that came back';
    const earlier = queue.join({ ...asks(), turnId });
    queue.join({ ...asks(), turnId });
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

describe('a lane’s own cap', () => {
  const narrow = { key: 'narrow', concurrency: 1 };

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

  it('is shared by accounts, which take turns within it', async () => {
    const { join, order } = start(10);
    let current = join('first', asks('default', narrow));
    const real = [1, 2, 3].map((n) => join(`real ${n}`, asks('default', narrow)));
    const simulated = [1, 2].map((n) => join(`simulated ${n}`, asks('simulator', narrow)));
    for (const next of [real[0], simulated[0], real[1], simulated[1], real[2]]) {
      current.leave();
      if (next) current = next;
      await settle();
    }
    expect(order).toEqual(['first', 'real 1', 'simulated 1', 'real 2', 'simulated 2', 'real 3']);
  });

  it('is the one that was stated last', () => {
    const { join } = start(10);
    join('a', asks('default', narrow));
    expect(join('b', asks('default', { ...narrow, concurrency: 2 })).place()).toBeUndefined();
    expect(join('c', asks('default', narrow)).place()).toMatchObject({ ahead: 0 });
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

describe('where a turn stands', () => {
  it('is told by its id, from joining to leaving', async () => {
    const { queue, join } = start(1);
    const first = join('first');
    const second = join('second');
    expect(queue.placeOf('first')).toBe('begun');
    expect(queue.placeOf('second')).toMatchObject({ ahead: 0 });
    expect(queue.placeOf('elsewhere')).toBeUndefined();
    first.leave();
    await settle();
    expect(queue.placeOf('first')).toBeUndefined();
    expect(queue.placeOf('second')).toBe('begun');
    second.leave();
    expect(queue.placeOf('second')).toBeUndefined();
  });

  it('is still begun while its end is stored, although its place is another’s', async () => {
    const { queue, join, order } = start(1);
    const first = join('first');
    join('second');
    first.giveBack();
    first.giveBack();
    await settle();
    expect(order).toEqual(['first', 'second']);
    expect(queue.placeOf('first')).toBe('begun');
    join('third');
    first.leave();
    await settle();
    expect(order).toEqual(['first', 'second']);
    expect(queue.placeOf('first')).toBeUndefined();
  });

  it('is that of the newer claim when a turn comes back to this process', () => {
    const { queue, join } = start(1);
    const old = join('same');
    const again = join('same');
    old.leave();
    expect(queue.placeOf('same')).toBe('begun');
    again.leave();
    expect(queue.placeOf('same')).toBeUndefined();
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

  it('is shortened by those that left in between, wherever they stood', () => {
    const { join } = start(1);
    join('running');
    const tickets = Array.from({ length: 1000 }, (_, n) => join(`${n}`));
    tickets.forEach((ticket, n) => n % 2 === 1 && ticket.leave());
    expect(tickets[998]?.place()?.ahead).toBe(499);
    expect(tickets[500]?.place()?.ahead).toBe(250);
  });
});

it('ten thousand that wait are let in one by one, and every one of them comes', async () => {
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
