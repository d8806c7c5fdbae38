import { describe, expect, it } from 'vitest';
import { countUsage } from '../../src/turns/count-usage.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';

const text: AnswerEvent = { type: 'text', text: '好。', origin: 'model' };
const usage = (tokens: number): AnswerEvent => ({
  type: 'usage',
  promptTokens: tokens,
  completionTokens: 1,
});

/** Reads until `most` events came; says what was counted and whether the answer was closed. */
async function read(answer: () => AsyncIterable<AnswerEvent>, most = Infinity) {
  const counted: number[] = [];
  const events: string[] = [];
  let error: unknown;
  try {
    for await (const event of countUsage(answer(), (tokens) => counted.push(tokens))) {
      events.push(event.type);
      if (events.length === most) break;
    }
  } catch (thrown) {
    error = thrown;
  }
  return { counted, events, error };
}

describe('the tokens of an answer', () => {
  let isClosed = false;
  async function* answer() {
    isClosed = false;
    try {
      yield await Promise.resolve(text);
      yield usage(5);
      yield text;
    } finally {
      isClosed = true;
      yield usage(2);
      yield usage(3);
    }
  }

  it('are told one by one, and every event is passed on', async () => {
    const { counted, events } = await read(answer);
    expect(counted).toEqual([6, 3, 4]);
    expect(events).toEqual(['text', 'usage', 'text', 'usage', 'usage']);
  });

  it('are told to the end when the reader breaks off, and the answer is closed', async () => {
    expect(await read(answer, 1)).toMatchObject({ counted: [3, 4], events: ['text'] });
    expect(isClosed).toBe(true);
  });

  it('are told when the answer fails, and the failure is passed on', async () => {
    const failure = new Error('broken');
    const { counted, error } = await read(async function* () {
      try {
        yield await Promise.resolve(text);
        throw failure;
      } finally {
        yield usage(2);
      }
    });
    expect(counted).toEqual([3]);
    expect(error).toBe(failure);
  });

  it('need no iterator that can be closed', async () => {
    const bare = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false as const, value: text }),
      }),
    });
    expect((await read(bare, 2)).events).toHaveLength(2);
  });
});
