import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFlusher } from '../../src/turns/flusher.ts';
import type { TurnStore } from '../../src/turns/ports.ts';
import type { OwnedTurn } from '../../src/turns/turn.ts';
import { createStepClock, settle } from '../support/step-clock.ts';

const FLUSHED_WITHIN_MS = 200;
const turn = (id: string, fence = 1): OwnedTurn => ({
  id,
  fence,
  follower: { account: 'default', openId: 'o' },
});
const [a, b] = [turn('a'), turn('b')];

/** A store whose writes end when the test says so: kept, or failed. */
function start() {
  const clock = createStepClock();
  const kept = new Map<string, string>();
  const failures: unknown[] = [];
  const replaced: string[] = [];
  const appended: string[] = [];
  const open: { keep(): void; fail(): void; readonly texts: readonly string[] }[] = [];
  let most = 0;

  const append: TurnStore['append'] = (texts) =>
    new Promise((resolve, reject) => {
      const write = {
        texts: texts.map(({ text }) => text),
        keep() {
          open.splice(open.indexOf(write), 1);
          resolve(
            texts.map(({ turn: { id, fence }, text }) => {
              if (fence !== 1) return 'replaced';
              kept.set(id, (kept.get(id) ?? '') + text);
              return 'appended';
            }),
          );
        },
        fail() {
          open.splice(open.indexOf(write), 1);
          reject(new Error('The store is away'));
        },
      };
      open.push(write);
      most = Math.max(most, open.length);
    });
  const flusher = createFlusher({
    turns: { append },
    clock,
    onFailure: (error) => failures.push(error),
  });
  const add = (to: OwnedTurn, text: string) =>
    flusher.add(to, text, 'model', {
      onAppended: (stored) => appended.push(`${to.id} ${stored}`),
      onReplaced: () => replaced.push(to.id),
    });
  const keepAll = async () => {
    for (await settle(); open.length > 0; await settle()) open[0]?.keep();
  };
  return {
    clock,
    flusher,
    add,
    kept,
    failures,
    replaced,
    appended,
    open,
    keepAll,
    mostAtOnce: () => most,
  };
}

describe('the flusher', () => {
  it('writes by itself, all growing answers together', async () => {
    const { clock, add, open } = start();
    add(a, '一');
    add(b, '二');
    add(a, '三');
    expect(open).toHaveLength(0);
    await clock.advance(FLUSHED_WITHIN_MS);
    expect(open.map(({ texts }) => texts)).toEqual([['一三', '二']]);
  });

  it('writes a piece with the origin of the answer when the newest was added', async () => {
    const clock = createStepClock();
    const origins: string[] = [];
    const writer = { onAppended() {}, onReplaced() {} };
    const append: TurnStore['append'] = (texts) => {
      origins.push(...texts.map(({ origin }) => origin));
      return Promise.resolve(texts.map(() => 'appended' as const));
    };
    const flusher = createFlusher({ turns: { append }, clock, onFailure: () => {} });
    flusher.add(a, '一', 'documents', writer);
    flusher.add(a, '二', 'model', writer);
    flusher.add(b, '三', 'documents', writer);
    await flusher.flush();
    expect(origins).toEqual(['model', 'documents']);
  });

  it('writes immediately when asked, and nothing when there is nothing', async () => {
    const { flusher, add, open, kept, keepAll } = start();
    await flusher.flush();
    expect(open).toHaveLength(0);
    add(a, '一');
    const flushed = flusher.flush();
    await keepAll();
    await flushed;
    expect(kept.get('a')).toBe('一');
  });

  it('makes one write after the other, and each flush waits for what was there when it was asked', async () => {
    const { flusher, add, open, kept, keepAll, mostAtOnce } = start();
    add(a, '一');
    const first = flusher.flush();
    await settle();
    add(a, '二');
    const flushes = [flusher.flush(), flusher.flush(), flusher.flush()];
    await settle();
    expect(open).toHaveLength(1);
    await keepAll();
    await Promise.all([first, ...flushes]);
    expect(kept.get('a')).toBe('一二');
    expect(mostAtOnce()).toBe(1);
  });

  it('keeps what could not be written, in front of what came meanwhile, and tries again', async () => {
    const { clock, flusher, add, open, kept, failures, keepAll } = start();
    add(a, '一');
    const flushed = flusher.flush();
    await settle();
    add(a, '二');
    open[0]?.fail();
    await flushed;
    expect(failures).toHaveLength(1);
    await clock.advance(FLUSHED_WITHIN_MS);
    await keepAll();
    expect(kept.get('a')).toBe('一二');
  });

  it('tells of a series of failures once, and again of the next', async () => {
    const { flusher, add, open, failures, keepAll } = start();
    const flush = async (how: 'keep' | 'fail') => {
      const flushed = flusher.flush();
      await settle();
      open[0]?.[how]();
      await flushed;
    };
    add(a, '一');
    await flush('fail');
    await flush('fail');
    expect(failures).toHaveLength(1);
    await flush('keep');
    add(a, '二');
    await flush('fail');
    expect(failures).toHaveLength(2);
    await keepAll();
  });

  it('gives out what is not written, after the write that runs', async () => {
    const { flusher, add, open, kept } = start();
    add(a, '一');
    void flusher.flush();
    await settle();
    add(a, '二');
    add(b, '别的');
    let taken: string | undefined;
    const taking = flusher.take(a).then((text) => (taken = text));
    await settle();
    expect(taken).toBeUndefined();
    open[0]?.keep();
    await taking;
    expect([kept.get('a'), taken]).toEqual(['一', '二']);
    expect(await flusher.take(a)).toBe('');
  });

  it('gives out also what a failing write brought back', async () => {
    const { flusher, add, open } = start();
    add(a, '一');
    void flusher.flush();
    await settle();
    add(a, '二');
    const taking = flusher.take(a);
    open[0]?.fail();
    expect(await taking).toBe('一二');
  });

  it('tells an answer what was stored of it, or that it belongs to another process', async () => {
    const { flusher, add, replaced, appended, keepAll, kept } = start();
    add(turn('gone', 0), '迟到');
    add(a, '一');
    const flushed = flusher.flush();
    await keepAll();
    await flushed;
    expect(replaced).toEqual(['gone']);
    expect(appended).toEqual(['a 一']);
    expect(kept.get('a')).toBe('一');
  });

  it('does not mix the texts of two claims of one turn', async () => {
    const { flusher, add, replaced, kept, keepAll } = start();
    add(turn('a', 0), '旧的');
    add(turn('a', 1), '新的');
    const flushed = flusher.flush();
    await keepAll();
    await flushed;
    expect(kept.get('a')).toBe('新的');
    expect(replaced).toEqual(['a']);
  });

  it('loses nothing and writes nothing twice, whatever fails and whoever flushes', async () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constantFrom('flush', 'keep', 'fail', 'tick') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { clock, flusher, add, open, kept, keepAll, mostAtOnce } = start();
        const expected = new Map<string, string>();
        for (const [n, next] of steps.entries()) {
          if ('add' in next) {
            add(turn(next.add), `${n},`);
            expected.set(next.add, `${expected.get(next.add) ?? ''}${n},`);
          } else if (next.do === 'flush') void flusher.flush();
          else if (next.do === 'tick') await clock.advance(FLUSHED_WITHIN_MS);
          else open[0]?.[next.do]();
          await settle();
        }
        await keepAll();
        const last = flusher.flush();
        await keepAll();
        await last;
        expect(kept).toEqual(expected);
        expect(mostAtOnce()).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});
