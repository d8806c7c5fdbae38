import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  refuses,
  says,
  startScriptedModel,
  type ScriptedModel,
} from '../support/scripted-model.ts';
import { createAsker } from './ask-a-model.ts';

let model: ScriptedModel;
beforeEach(async () => void (model = await startScriptedModel()));
afterEach(() => model.close());

const unsupported = (param: string) =>
  refuses(400, {
    message: `Unsupported parameter: '${param}'`,
    param,
    code: 'unsupported_parameter',
  });
const fieldsOf = (n: number) => Object.keys(model.calls[n]?.body ?? {}).sort();

describe('what the model does not take', () => {
  it('is left out after the first refusal, remembered, and said once at info', async () => {
    const asker = createAsker({ baseUrl: model.url, temperature: 0.3, maxRetries: 0 });
    model.next(unsupported('temperature'), says('一'), says('二'));
    expect((await asker.ask()).text).toBe('一');
    expect((await asker.ask()).text).toBe('二');
    expect(model.calls.map(({ body }) => 'temperature' in body)).toEqual([true, false, false]);
    const told = asker.lines.filter(({ level }) => level === 30);
    expect(told.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('does not take temperature for test-model'),
    ]);
  });

  it('is found out field by field without a retry of the budget', async () => {
    const asker = createAsker({
      baseUrl: model.url,
      maxRetries: 0,
      temperature: 1,
      topP: 1,
      maxTokens: 5,
      reasoningEffort: 'low',
      extraBody: { thinking: { type: 'disabled' } },
    });
    model.next(
      ...['stream_options', 'temperature', 'top_p', 'reasoning_effort', 'thinking'].map(
        unsupported,
      ),
      refuses(400, {
        message: "Use 'max_completion_tokens' instead",
        param: 'max_tokens',
        code: 'unsupported_parameter',
      }),
      says('好'),
    );
    expect((await asker.ask()).text).toBe('好');
    expect(fieldsOf(6)).toEqual(['max_completion_tokens', 'messages', 'model', 'stream']);
  });

  it('is a limit that is too high: it goes, and is not sent under its other name', async () => {
    const asker = createAsker({ baseUrl: model.url, maxTokens: 99_999 });
    model.next(refuses(400, { message: 'Range of max_tokens should be [1, 8192]' }), says('好'));
    await asker.ask();
    expect(fieldsOf(1)).toEqual(['messages', 'model', 'stream', 'stream_options']);
  });

  it('is the system role: its words join the question, also for those to come', async () => {
    const asker = createAsker({ baseUrl: model.url });
    model.next(refuses(400, { message: 'System role not supported' }), says('一'), says('二'));
    await asker.ask({ system: 'Be brief.' });
    await asker.ask({ system: 'Be brief.' });
    for (const n of [1, 2])
      expect(model.calls[n]?.body.messages).toEqual([
        { role: 'user', content: 'Be brief.\n\n你好' },
      ]);
  });

  it('is not named: all that can go goes', async () => {
    const asker = createAsker({ baseUrl: model.url, extraBody: { top_k: 1 }, temperature: 1 });
    model.next(refuses(422, { message: 'Extra inputs are not permitted' }), says('好'));
    await asker.ask();
    expect(fieldsOf(1)).toEqual(['messages', 'model', 'stream']);
  });

  it('is refused on and on: the questions end', async () => {
    const asker = createAsker({ baseUrl: model.url, temperature: 1 });
    model.next(unsupported('temperature'), unsupported('temperature'));
    expect((await asker.ask()).error).toMatchObject({
      failure: 'parameter-refused',
      retryable: false,
    });
    expect(model.calls).toHaveLength(2);
  });

  it('is learnt in the body of a 200 as well', async () => {
    const asker = createAsker({ baseUrl: model.url });
    model.next(
      { json: { error: { message: 'unknown field stream_options', code: 400 } } },
      says('好'),
    );
    expect((await asker.ask()).text).toBe('好');
  });

  it('is learnt by two questions at the same time', async () => {
    const asker = createAsker({ baseUrl: model.url, temperature: 1, maxRetries: 0 });
    model.next(unsupported('temperature'), unsupported('temperature'), says('好'), says('好'));
    const outcomes = await Promise.all([asker.ask(), asker.ask()]);
    expect(outcomes.map(({ text }) => text)).toEqual(['好', '好']);
  });
});

describe('a prompt that is too long', () => {
  const history = [1, 2, 3].map((n) => ({ question: `问题 ${n}`, answer: `回答 ${n}` }));
  const tooLong = refuses(400, {
    message: 'maximum context length',
    code: 'context_length_exceeded',
  });

  it('is asked once more with half of the history, and the log advises', async () => {
    const asker = createAsker({ baseUrl: model.url, maxRetries: 0 });
    model.next(tooLong, says('好'));
    expect((await asker.ask({ history })).text).toBe('好');
    expect(model.calls[1]?.body.messages.map(({ content }) => content)).toEqual([
      '问题 3',
      '回答 3',
      '你好',
    ]);
    expect(asker.shown()).toContain('HISTORY_TOKENS');
  });

  it('is asked without any history after that, and the instructions stay', async () => {
    const asker = createAsker({ baseUrl: model.url, maxRetries: 0 });
    model.next(tooLong, tooLong, says('好'));
    expect((await asker.ask({ history, system: '你是客服' })).text).toBe('好');
    expect(model.calls[2]?.body.messages.map(({ content }) => content)).toEqual([
      '你是客服',
      '你好',
    ]);
  });

  it('is asked with the beginnings of what tools told, where there is no history', async () => {
    const asker = createAsker({ baseUrl: model.url, maxRetries: 0 });
    model.next(tooLong, says('好'), tooLong);
    const call = { id: 'a', name: 't', arguments: '{}' };
    const told = (text: string) => [
      { model: 'other/m', message: {}, calls: [call] as const, results: [{ id: 'a', text }] },
    ];
    expect((await asker.ask({ rounds: told('长'.repeat(9000)) })).text).toBe('好');
    expect(model.calls[1]?.body.messages.at(-1)?.content).toBe('长'.repeat(2000));
    const outcome = await asker.ask({ rounds: told('长'.repeat(2000)) });
    expect(outcome.error).toMatchObject({ failure: 'too-long' });
  });

  it('is given up after that, and immediately without a history', async () => {
    const asker = createAsker({ baseUrl: model.url });
    model.next(tooLong, tooLong, tooLong, tooLong);
    expect((await asker.ask({ history })).error).toMatchObject({ failure: 'too-long' });
    expect((await asker.ask()).error).toMatchObject({ failure: 'too-long' });
    expect(model.calls).toHaveLength(4);
  });
});
