import fc from 'fast-check';
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

function start(atOnce: number, { accounts = 1 } = {}) {
  const clock = createStepClock();
  const queue = createAnswerQueue({ atOnce, accounts: () => accounts, clock });
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
    expect(simulated.map((ticket) => ticket.place()?.ahead)).toEqual([1, 3, 5, 7]);
    expect(join('real 100').place()?.ahead).toBe(104);
  });
});

describe('an account that asks more than its model takes', () => {
  const narrow = { key: 'narrow', concurrency: 2 };
  /** 0: the busy account asks. 1: the quiet one asks, unless it waits. 2: the oldest answer ends. */
  const steps = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 2), { maxLength: 300 });

  it.each([
    ['in a lane that both use', 100, narrow],
    ['when the process is full', 2, { key: 'wide' }],
  ])('begins at most one answer before another’s that waits, %s', async (_, atOnce, lane) => {
    await fc.assert(
      fc.asyncProperty(steps, async (moves) => {
        const { join, order } = start(atOnce, { accounts: 2 });
        const running: Ticket[] = [];
        let [quiet, busyBefore]: [Ticket | undefined, number] = [undefined, 0];
        const begunBy = (account: string) => order.filter((name) => name === account).length;
        const ask = (account: string) => {
          const ticket = join(account, asks(account, lane));
          void ticket.came.then(() => running.push(ticket));
          return ticket;
        };
        for (const move of moves) {
          if (move === 0) ask('busy');
          else if (move === 1 && !quiet) [quiet, busyBefore] = [ask('quiet'), begunBy('busy')];
          else if (move === 2) running.shift()?.leave();
          await settle();
          expect(quiet ? begunBy('busy') - busyBefore : 0).toBeLessThanOrEqual(1);
          if (quiet && !quiet.place()) quiet = undefined;
        }
      }),
    );
  });
});

describe('an account whose model hangs', () => {
  const dead = { key: 'dead' };

  it.each([2, 8, 1000])('delays no answer of another one, with %i places', (atOnce) => {
    const { join } = start(atOnce, { accounts: 2 });
    for (let n = 0; n < 3 * atOnce; n += 1) join(`hangs ${n}`, asks('unlucky', dead));
    for (let n = 0; n < 100; n += 1) {
      const ticket = join(`answer ${n}`, asks('lucky'));
      expect(ticket.place()).toBeUndefined();
      ticket.leave();
    }
  });

  it('leaves room for several answers of several others', () => {
    const { join } = start(40, { accounts: 3 });
    for (let n = 0; n < 100; n += 1) join(`hangs ${n}`, asks('unlucky', dead));
    for (let n = 0; n < 3; n += 1)
      for (const account of ['one', 'other'])
        expect(join(`${account} ${n}`, asks(account)).place()).toBeUndefined();
  });

  it('waits for its own answers when it has its part of the places', async () => {
    const { join, order } = start(8, { accounts: 2 });
    const tickets = Array.from({ length: 8 }, (_, n) => join(`${n}`, asks('unlucky', dead)));
    expect(
      tickets.filter((ticket) => ticket.place()).map((ticket) => ticket.place()?.ahead),
    ).toEqual([0, 1]);
    tickets[0]?.leave();
    await settle();
    expect(order).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('has all places of a process that serves no other', () => {
    const { join } = start(8);
    for (let n = 0; n < 8; n += 1) expect(join(`${n}`).place()).toBeUndefined();
    expect(join('8').place()).toBeDefined();
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

describe('how many are ahead', () => {
  it('is how many begin before, whoever asks', async () => {
    const questions = fc.array(fc.constantFrom('one', 'two', 'three'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(questions, fc.integer({ min: 1, max: 4 }), async (accounts, atOnce) => {
        const { join, order } = start(atOnce);
        const tickets = accounts.map((account, n) => ({
          name: `${n}`,
          ticket: join(`${n}`, asks(account)),
        }));
        const said = new Map(tickets.map(({ name, ticket }) => [name, ticket.place()?.ahead]));
        await settle();
        for (let ended = 0; ended < order.length; ended += 1) {
          tickets[Number(order[ended])]?.ticket.leave();
          await settle();
        }
        const waited = order.filter((name) => said.get(name) !== undefined);
        expect(waited.map((name) => said.get(name))).toEqual(waited.map((_, n) => n));
      }),
    );
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
