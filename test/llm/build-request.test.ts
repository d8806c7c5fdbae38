import { expect, it } from 'vitest';
import { buildRequest } from '../../src/llm/build-request.ts';
import type { LlmSettings } from '../../src/llm/llm-settings.ts';

const settings: LlmSettings = {
  model: 'm',
  maxTokensField: 'max_tokens',
  firstEventTimeoutMs: 1,
  idleTimeoutMs: 1,
  maxRetries: 0,
};
const prompt = { system: '', history: [], question: 'q' };
const always = { model: 'm', messages: [{ role: 'user', content: 'q' }], stream: true };

it('sends only model, messages and stream when nothing else is set', () => {
  expect(buildRequest(settings, prompt, { withUsage: false })).toEqual(always);
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
    { withUsage: true },
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
  expect(buildRequest({ ...settings, extraBody }, prompt, { withUsage: false })).toEqual(always);
});
