import { describe, expect, it } from 'vitest';
import { drainOnBreak } from '../../src/turns/drain-on-break.ts';
import type { AnswerEvent } from '../../src/turns/answer-event.ts';

const text: AnswerEvent = { type: 'text', text: '好。', origin: 'model' };
const usage = (tokens: number): AnswerEvent => ({
  type: 'usage',
  model: 'p/m',
  tokens: { input: tokens, cached: 0, output: 1, reasoning: 0 },
});

/** Reads until `most` events came; says what was read and what was heard after that. */
async function read(answer: () => AsyncIterable<AnswerEvent>, most = Infinity) {
  const heard: AnswerEvent[] = [];
  const events: AnswerEvent[] = [];
  let error: unknown;
  try {
    for await (const event of drainOnBreak(answer(), (last) => heard.push(last))) {
      events.push(event);
      if (events.length === most) break;
    }
  } catch (thrown) {
    error = thrown;
  }
  return { heard, events, error };
}

describe('an answer', () => {
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

  it('that is read to its end is passed on whole', async () => {
    const { heard, events } = await read(answer);
    expect(events).toEqual([text, usage(5), text, usage(2), usage(3)]);
    expect(heard).toEqual([]);
  });

  it('that its reader breaks off is closed, and what it tells on its way out is heard', async () => {
    expect(await read(answer, 1)).toMatchObject({ events: [text], heard: [usage(2), usage(3)] });
    expect(isClosed).toBe(true);
  });

  it('that fails passes on what it tells before, and its failure', async () => {
    const failure = new Error('broken');
    const { events, heard, error } = await read(async function* () {
      try {
        yield await Promise.resolve(text);
        throw failure;
      } finally {
        yield usage(2);
      }
    });
    expect(events).toEqual([text, usage(2)]);
    expect(heard).toEqual([]);
    expect(error).toBe(failure);
  });

  it('need not be one that can be closed', async () => {
    const bare = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false as const, value: text }),
      }),
    });
    expect((await read(bare, 2)).events).toHaveLength(2);
  });
});
