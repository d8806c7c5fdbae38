import { describe, expect, it } from 'vitest';
import type { PageReading } from '../../../src/answering/page-reader.ts';
import type { FetchResult } from '../../../src/runtime/guarded-fetch.ts';
import { createPageAllowance } from '../../../src/tools/pages/page-allowance.ts';
import { createPageCache } from '../../../src/tools/pages/page-cache.ts';
import { createPageReader } from '../../../src/tools/pages/create-page-reader.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';

const MINUTE_MS = 60_000;
const turnOf = (turnId: string, openId = 'oAnn') => ({ account: 'default', openId, turnId });
const about = (turnId: string, openId?: string) => ({
  turn: turnOf(turnId, openId),
  signal: new AbortController().signal,
});

/** A reader over a store, whose web answers what the test says, and whose pages are their own text. */
async function openReader(
  answer: (address: string) => Promise<FetchResult> = (address) => Promise.resolve(page(address)),
) {
  const world = createSqliteWorld();
  const { clock } = world;
  const { collections } = await world.open();
  const fetched: string[] = [];
  const create = () =>
    createPageReader({
      fetchPage(address) {
        fetched.push(address);
        return answer(address);
      },
      toText: ({ content }) =>
        Promise.resolve({ is: 'text', title: '标题', text: 'text' in content ? content.text : '' }),
      takePage: createPageAllowance({ collections, clock }),
      cache: createPageCache(clock),
    });
  return { reader: create(), otherProcess: create(), fetched, clock };
}

function page(address: string, text = `内容 ${address}`): FetchResult {
  return { is: 'fetched', page: { address, content: { kind: 'html', text } } };
}

describe('the reader of pages', () => {
  it('reads a page once for half an hour, whichever part of it is linked', async () => {
    const { reader, fetched, clock } = await openReader();
    const first = await reader.read('https://www.example.com/a', about('t1'));
    expect(first).toEqual({
      is: 'page',
      page: {
        ...{ address: 'https://www.example.com/a', title: '标题', isCut: false },
        text: '内容 https://www.example.com/a',
      },
    });
    expect(await reader.read('https://www.example.com/a#part', about('t2', 'oBob'))).toEqual(first);
    expect(fetched).toHaveLength(1);
    await clock.advance(31 * MINUTE_MS);
    await reader.read('https://www.example.com/a', about('t3'));
    expect(fetched).toHaveLength(2);
  });

  it('tries a page that failed again after a minute', async () => {
    const { reader, fetched, clock } = await openReader(() =>
      Promise.resolve({ is: 'status', status: 503 }),
    );
    const failed: PageReading = { is: 'status', status: 503 };
    expect(await reader.read('https://www.example.com/', about('t1'))).toEqual(failed);
    expect(await reader.read('https://www.example.com/', about('t1'))).toEqual(failed);
    expect(fetched).toHaveLength(1);
    await clock.advance(MINUTE_MS);
    await reader.read('https://www.example.com/', about('t1'));
    expect(fetched).toHaveLength(2);
  });

  it('shares a request that is under way, which ends for one caller and not for the other', async () => {
    let give: (result: FetchResult) => void = () => {};
    const { reader, fetched } = await openReader(() => new Promise((resolve) => (give = resolve)));
    const leaving = new AbortController();
    const first = reader.read('https://www.example.com/', {
      ...about('t1'),
      signal: leaving.signal,
    });
    await expect.poll(() => fetched.length).toBe(1);
    const second = reader.read('https://www.example.com/', about('t2', 'oBob'));
    leaving.abort();
    expect(await first).toEqual({ is: 'timed-out' });
    give(page('https://www.example.com/'));
    expect(await second).toMatchObject({ is: 'page' });
    expect(fetched).toHaveLength(1);
  });

  it('fetches five pages for a turn and twenty for a follower and hour, by all processes together', async () => {
    const { reader, otherProcess, fetched, clock } = await openReader();
    const ask = async (by: typeof reader, turn: string, count: number, openId?: string) => {
      const results: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const address = `https://www.example.com/${turn}/${n}`;
        results.push((await by.read(address, about(turn, openId))).is);
      }
      return results;
    };
    const five = Array<string>(5).fill('page');
    expect(await ask(reader, 't1', 6)).toEqual([...five, 'too-many']);
    for (const turn of ['t2', 't3', 't4']) expect(await ask(otherProcess, turn, 5)).toEqual(five);
    expect(await ask(reader, 't5', 1)).toEqual(['too-many']);
    expect(await ask(reader, 't6', 1, 'oBob')).toEqual(['page']);
    expect(fetched).toHaveLength(21);
    // What was read already costs nothing.
    expect((await reader.read('https://www.example.com/t1/0', about('t5'))).is).toBe('page');
    await clock.advance(61 * MINUTE_MS);
    expect(await ask(reader, 't7', 1)).toEqual(['page']);
  });

  it('cuts a long page at the end of a paragraph', async () => {
    const text = Array.from({ length: 3_000 }, (_, n) => `第 ${n} 段。`).join('\n\n');
    const { reader } = await openReader((address) => Promise.resolve(page(address, text)));
    const reading = await reader.read('https://www.example.com/', about('t1'));
    if (reading.is !== 'page') return expect.fail(reading.is);
    expect(reading.page.isCut).toBe(true);
    expect(reading.page.text.length).toBeLessThanOrEqual(12_000);
    expect(text.startsWith(`${reading.page.text}\n\n`)).toBe(true);
  });

  it('keeps a bounded number of pages', async () => {
    const { clock } = await openReader();
    const cache = createPageCache(clock);
    const reading = (text: string): PageReading => ({
      is: 'page',
      page: { address: '', title: '', text, isCut: false },
    });
    for (let n = 0; n <= 200; n += 1) cache.put(`https://www.example.com/${n}`, reading('x'));
    expect(cache.get('https://www.example.com/0')).toBeUndefined();
    expect(cache.get('https://www.example.com/200')).toBeDefined();
    cache.put('https://www.example.com/long', reading('x'.repeat(2_000_000)));
    expect(cache.get('https://www.example.com/200')).toBeUndefined();
    expect(cache.get('https://www.example.com/long')).toBeDefined();
  });
});
