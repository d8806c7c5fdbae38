import { describe, expect, it } from 'vitest';
import { buildRequest } from '../../src/models/build-request.ts';
import type { ModelSettings } from '../../src/models/model-settings.ts';

const settings: ModelSettings = {
  provider: 'test',
  model: 'm',
  maxTokensField: 'max_tokens',
  firstEventTimeoutMs: 1,
  idleTimeoutMs: 1,
  maxRetries: 0,
};
const prompt = { system: '', history: [], question: 'q' };
const always = { model: 'm', messages: [{ role: 'user', content: 'q' }], stream: true };

it('sends only model, messages and stream when nothing else is set', () => {
  expect(buildRequest(settings, prompt, new Set(['stream_options']))).toEqual(always);
});

it('sends what is set, under the name that the model takes', () => {
  const body = buildRequest(
    {
      ...settings,
      temperature: 0,
      topP: 0.5,
      maxTokens: 9,
      maxTokensField: 'max_completion_tokens',
      reasoningEffort: 'low',
      extraBody: { enable_thinking: false },
    },
    prompt,
    new Set(),
  );
  expect(body).toEqual({
    ...always,
    stream_options: { include_usage: true },
    temperature: 0,
    top_p: 0.5,
    max_completion_tokens: 9,
    reasoning_effort: 'low',
    enable_thinking: false,
  });
});

it('does not let extra fields replace the question', () => {
  const extraBody = { model: 'x', messages: [], stream: false };
  expect(buildRequest({ ...settings, extraBody }, prompt, new Set(['stream_options']))).toEqual(
    always,
  );
});

describe('what the model does not take', () => {
  const all = {
    ...settings,
    temperature: 1,
    maxTokens: 9,
    extraBody: { enable_thinking: false, top_k: 3 },
  };
  it.each<[string, string[], object]>([
    [
      'is left out, fields of the vendor as well',
      ['stream_options', 'temperature', 'enable_thinking'],
      { max_tokens: 9, top_k: 3 },
    ],
    [
      'is sent under its other name',
      ['stream_options', 'temperature', 'max_tokens'],
      { max_completion_tokens: 9, enable_thinking: false, top_k: 3 },
    ],
    [
      'is left out when neither name is taken',
      ['stream_options', 'temperature', 'max_tokens', 'max_completion_tokens', 'top_k'],
      { enable_thinking: false },
    ],
  ])('%s', (_title, leftOut, rest) => {
    expect(buildRequest(all, prompt, new Set(leftOut))).toEqual({ ...always, ...rest });
  });

  it('can be the system role, whose words then join the first question', () => {
    const { messages } = buildRequest(
      settings,
      { ...prompt, system: 'Be brief.' },
      new Set(['system']),
    );
    expect(messages).toEqual([{ role: 'user', content: `Be brief.\n\n${prompt.question}` }]);
  });
});
