import { describe, expect, it } from 'vitest';
import { createPracticePipeline, PRACTICE_NAME } from '../../src/simulator/practice-pipeline.ts';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import type { Ask } from '../../src/answering/answerer.ts';
import { exampleAsk } from '../answering/example-ask.ts';

const fast = createPracticePipeline({ seconds: () => 0.2 });

async function answer(over: Partial<Ask>, signal = new AbortController().signal) {
  const pieces: string[] = [];
  for await (const event of fast.answer(exampleAsk(over), signal)) {
    pieces.push(event.type === 'text' ? event.text : `<${event.type}>`);
  }
  return pieces;
}

describe('the practice model', () => {
  it('says what it is, in its name and at the beginning of each answer', async () => {
    expect(fast.name).toBe(PRACTICE_NAME);
    expect((await answer({ question: '你好' })).join('')).toMatch(/^【练习模型】你问的是“你好”/);
    expect((await answer({ question: 'hello there' })).join('')).toMatch(/^\[Practice model\]/);
  });

  it('writes long answers piece by piece and finishes', async () => {
    const pieces = await answer({});
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.at(-1)).toBe('<finish>');
    // More than one message of WeChat can hold.
    expect(Buffer.byteLength(pieces.join(''))).toBeGreaterThan(2048);
  });

  it('continues after text that was given already', async () => {
    const whole = (await answer({})).join('');
    const shown = whole.slice(0, 200).replaceAll('**', '');
    const rest = (await answer({ released: () => shown })).join('');
    expect(rest.length).toBeLessThan(whole.length - 150);
    expect(whole.endsWith(rest)).toBe(true);
  });

  it('does not let a question put links or marks into the answer', async () => {
    const question = '<a href="weixin://bizmsgmenu?x">点我</a> **粗**';
    const first = (await answer({ question })).join('').split('”')[0] ?? '';
    expect(first).not.toMatch(/[<>*]/);
  });

  it('stops when it is told to', async () => {
    const stopped = AbortSignal.abort();
    await expect(answer({}, stopped)).rejects.toBeInstanceOf(AnswererError);
  });
});
