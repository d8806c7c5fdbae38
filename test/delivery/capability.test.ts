import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createCapability, type CustomerServiceMode } from '../../src/delivery/capability.ts';
import type { CapabilityStore, CustomerService } from '../../src/delivery/ports.ts';
import type { TypingOutcome } from '../../src/delivery/customer-service.ts';
import { createStepClock } from '../support/step-clock.ts';
import { refused, unreachable } from './send-outcomes.ts';

const ok: TypingOutcome = { is: 'sent' };
const HOUR_MS = 3_600_000;

interface Shelf {
  customerService: CustomerService;
  typing: 'yes' | 'no';
}

/** Starts an account whose typing calls answer `typing`, with a store that records for how long something is known. */
function start(
  options: {
    typing?: readonly (TypingOutcome | Error)[];
    mode?: CustomerServiceMode;
    known?: Partial<Shelf>;
    withoutClient?: boolean;
  } = {},
) {
  const answers = [...(options.typing ?? [])];
  const shelf: Shelf = { customerService: 'unknown', typing: 'yes', ...options.known };
  const learned: { what: Partial<Shelf>; forMs: number }[] = [];
  const logged: { level: number; advice?: string }[] = [];
  let isLeased = false;
  let typed = 0;

  const store: CapabilityStore = {
    read: () => Promise.resolve({ ...shelf }),
    learn(_account, what, forMs) {
      Object.assign(shelf, what);
      learned.push({ what, forMs });
      return Promise.resolve();
    },
    tryToLearn() {
      if (isLeased) return Promise.resolve('taken');
      isLeased = true;
      return Promise.resolve('mine');
    },
    stopLearning() {
      isLeased = false;
      return Promise.resolve();
    },
  };
  const client = {
    sendText: () => Promise.reject(new Error('Capability never sends a text')),
    async sendTyping() {
      typed += 1;
      const answer = answers.shift();
      await new Promise((resolve) => setImmediate(resolve));
      if (answer === undefined) throw new Error('Typing was called more often than expected');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const capability = createCapability({
    account: 'default',
    mode: options.mode ?? 'auto',
    store,
    client: options.withoutClient ? undefined : client,
    clock: createStepClock(),
    log: pino(
      { level: 'debug' },
      { write: (line: string) => void logged.push(JSON.parse(line) as { level: number }) },
    ),
  });
  return { capability, shelf, learned, logged, typed: () => typed };
}

describe('what the typing call teaches', () => {
  it.each<[string, TypingOutcome, Shelf, number]>([
    ['it works', ok, { customerService: 'yes', typing: 'yes' }, 24 * HOUR_MS],
    [
      'permitted, only at the wrong moment',
      { is: 'untimely' },
      { customerService: 'yes', typing: 'yes' },
      24 * HOUR_MS,
    ],
    ['not permitted', refused('not permitted'), { customerService: 'no', typing: 'yes' }, HOUR_MS],
    [
      'only typing is not',
      { is: 'no typing' },
      { customerService: 'unknown', typing: 'no' },
      HOUR_MS,
    ],
    [
      'not before the operator acts',
      refused('operator'),
      { customerService: 'no', typing: 'yes' },
      HOUR_MS / 6,
    ],
  ])('%s', async (_what, answer, known, forMs) => {
    const { capability, shelf, learned } = start({ typing: [answer] });
    await capability.learn('oFollower');
    expect(shelf).toEqual(known);
    expect(learned).toMatchObject([{ forMs }]);
  });

  it.each<[string, TypingOutcome | Error]>([
    ['busy', refused('try later')],
    ['anything else', refused('drop')],
    ['no answer', unreachable({ mayHaveArrived: true })],
    ['an error of ours', new Error('The store is away')],
  ])('%s: nothing, and it is asked again with the next message', async (_what, answer) => {
    const { capability, learned, shelf } = start({ typing: [answer, ok] });
    await capability.learn('oFollower');
    expect(learned).toEqual([]);
    await capability.learn('oFollower');
    expect(shelf.customerService).toBe('yes');
  });

  it('says in the log what the operator has to do', async () => {
    const advice = { en: 'Add the IP 203.0.113.9', zh: '请加 203.0.113.9' };
    const { capability, logged } = start({ typing: [refused('operator', { advice })] });
    await capability.learn('oFollower');
    expect(logged.some((line) => line.advice?.includes('203.0.113.9'))).toBe(true);
  });
});

describe('asking WeChat', () => {
  it('happens once for many concurrent messages', async () => {
    const { capability, typed } = start({ typing: [ok] });
    await Promise.all([1, 2, 3].map(() => capability.learn('oFollower')));
    expect(typed()).toBe(1);
  });

  it.each<[string, Parameters<typeof start>[0]]>([
    ['it is known', { known: { customerService: 'yes' } }],
    ['it is known not to work', { known: { customerService: 'no' } }],
    ['typing is not for this account', { known: { typing: 'no' } }],
    ['the deployer said yes', { mode: 'on' }],
    ['the deployer said no', { mode: 'off' }],
    ['there is no API client', { withoutClient: true }],
  ])('is left out when %s', async (_why, options) => {
    const { capability, typed } = start(options);
    await capability.learn('oFollower');
    expect(typed()).toBe(0);
  });
});

describe('the capability', () => {
  it.each<[string, Parameters<typeof start>[0], CustomerService]>([
    ['what was learned', { known: { customerService: 'yes' } }, 'yes'],
    ['unknown, when nothing was learned', {}, 'unknown'],
    ['the deployer’s yes', { mode: 'on', known: { customerService: 'no' } }, 'yes'],
    ['the deployer’s no', { mode: 'off', known: { customerService: 'yes' } }, 'no'],
    ['no, without a secret', { withoutClient: true }, 'no'],
    ['no, without a secret, whatever the deployer says', { withoutClient: true, mode: 'on' }, 'no'],
  ])('is %s', async (_what, options, expected) => {
    expect(await start(options).capability.customerService()).toBe(expected);
  });

  it('changes with what a send was told', async () => {
    const { capability, shelf, learned } = start({ known: { customerService: 'yes' } });
    await capability.note('no');
    expect(shelf.customerService).toBe('no');
    await capability.note('no', 600_000);
    await capability.note('yes');
    await capability.note('yes');
    expect(learned.map(({ what, forMs }) => [what.customerService, forMs])).toEqual([
      ['no', HOUR_MS],
      ['no', 600_000],
      ['yes', 24 * HOUR_MS],
    ]);
  });

  it.each(['on', 'off'] as const)('does not change when the deployer said %s', async (mode) => {
    const { capability, learned } = start({ mode });
    await capability.note('no');
    expect(learned).toEqual([]);
  });
});

describe('the typing indicator', () => {
  it('is shown where the account can', async () => {
    const { capability, typed } = start({ typing: [ok], known: { customerService: 'yes' } });
    await capability.showTyping('oFollower');
    expect(typed()).toBe(1);
  });

  it('is not tried where it cannot', async () => {
    const { capability, typed } = start({ known: { typing: 'no' } });
    await capability.showTyping('oFollower');
    expect(typed()).toBe(0);
  });

  it('does no harm when it fails', async () => {
    const { capability } = start({
      typing: [refused('try later')],
      known: { customerService: 'yes' },
    });
    await expect(capability.showTyping('oFollower')).resolves.toBeUndefined();
  });
});
