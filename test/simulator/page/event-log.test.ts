import { describe, expect, it } from 'vitest';
import { createEventLog } from '../../../src/simulator/page/event-log.ts';
import type { LogKeeper } from '../../../src/simulator/page/event-log.ts';
import type { NumberedEvent, PageEvent } from '../../../src/simulator/page/page-events.ts';

const grown = (text: string): PageEvent => ({ type: 'grown', turnId: 't', text });
const megabyte: PageEvent = {
  ...{ type: 'push', openId: 'o', pushId: '1-1' },
  xml: '中'.repeat(500_000),
};
const longCall: PageEvent = {
  ...{ type: 'api-call', path: '/p', isAnswerLost: false, errcode: 0 },
  body: Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`k${n}`, 'short'])),
};
const follower = (openId: string): PageEvent => ({
  ...{ type: 'follower', openId, number: 1, isFollowing: true },
});

function create(mostBytes?: number, history: NumberedEvent[] = []) {
  let now = 1000;
  let kept: string[] = [];
  const keeper: LogKeeper = {
    append: (line) => void kept.push(line),
    rewrite: (lines) => void (kept = [...lines]),
  };
  const log = createEventLog({
    ...{ now: () => now, run: 'r', keeper, history },
    ...(mostBytes === undefined ? {} : { mostBytes }),
  });
  return { log, kept: () => kept, pass: (ms: number) => (now += ms) };
}

const sizeOf = ({ log }: ReturnType<typeof create>) =>
  log.after(0).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

describe('the log of events', () => {
  it('is bounded in bytes, and so is what is stored; present followers are never dropped', () => {
    const made = create(20_000);
    made.log.tell(follower('oOne'));
    for (let n = 0; n < 500; n += 1) made.log.tell(grown('字'.repeat(100)));
    expect(sizeOf(made)).toBeLessThanOrEqual(20_000);
    expect(Buffer.byteLength(made.kept().join('\n'))).toBeLessThanOrEqual(21_000);
    expect(made.log.after(0)[0]?.json).toContain('oOne');
    expect(made.log.hasDroppedAfter(5)).toBe(true);
    expect(made.log.hasDroppedAfter(499)).toBe(false);
  });

  it.each([
    ['a long text', grown('x'.repeat(3_000_000))],
    ['an API call of many short texts', longCall],
    ['a push of a megabyte', megabyte],
  ] as const)('cuts what one event may carry: %s', (_, event) => {
    const made = create();
    made.log.tell(event);
    expect(sizeOf(made)).toBeLessThan(130_000);
  });

  it('goes on after what an earlier process told, with numbers that no page has seen', () => {
    const before = create();
    before.log.tell(grown('one'));
    const history = before.kept().map((line) => JSON.parse(line) as NumberedEvent);
    const after = create(undefined, history);
    after.log.tell(grown('two'));
    const [first, second] = after.log.after(0);
    expect(first?.n).toBe(1);
    expect(second?.n).toBeGreaterThan(1000);
    expect(after.log.after(first?.n ?? 0)).toHaveLength(1);
  });

  it('drops what is older than the time that is given, and forgets everything on demand', () => {
    const made = create();
    made.log.tell(follower('oOne'));
    made.log.tell(grown('old'));
    made.pass(5000);
    made.log.tell(grown('new'));
    made.log.dropBefore(3000);
    expect(made.kept().join()).not.toContain('old');
    expect(made.kept().join()).toContain('oOne');
    made.log.clear();
    expect(made.kept()).toEqual([]);
    expect(made.log.hasDroppedAfter(2)).toBe(true);
  });
});
