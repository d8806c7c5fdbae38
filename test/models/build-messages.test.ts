import { describe, expect, it } from 'vitest';
import { buildMessages } from '../../src/models/build-messages.ts';
import type { ModelRequest } from '../../src/answering/model.ts';

const plain: ModelRequest = { system: '', history: [], question: '你好' };

/** Messages in short: s, u, a and the text. */
function told(request: Partial<ModelRequest>): string[] {
  return buildMessages({ ...plain, ...request }).map(
    ({ role, content }) => `${role[0]} ${content as string}`,
  );
}

describe('buildMessages', () => {
  it.each<[string, Partial<ModelRequest>, string[]]>([
    ['sends a question alone', {}, ['u 你好']],
    ['puts the system prompt first', { system: '简短回答' }, ['s 简短回答', 'u 你好']],
    ['leaves a blank system prompt out', { system: ' \n' }, ['u 你好']],
    [
      'tells the history as question and answer',
      {
        history: [
          { question: 'q1', answer: 'a1' },
          { question: 'q2', answer: 'a2' },
        ],
      },
      ['u q1', 'a a1', 'u q2', 'a a2', 'u 你好'],
    ],
    [
      'joins a question that got no answer with the next one',
      {
        history: [
          { question: 'q1', answer: '' },
          { question: 'q2', answer: 'a2' },
        ],
      },
      ['u q1\n\nq2', 'a a2', 'u 你好'],
    ],
    [
      'leaves an answer without a question out',
      { history: [{ question: ' ', answer: 'welcome' }] },
      ['u 你好'],
    ],
    ['replaces half of an emoji', { question: 'a\uD83D' }, ['u a\uFFFD']],
    ['keeps a whole emoji', { question: '👍🏽' }, ['u 👍🏽']],
    ['ignores an empty text to continue', { released: () => '' }, ['u 你好']],
  ])('%s', (_title, request, expected) => {
    expect(told(request)).toEqual(expected);
  });

  it.each([
    ['写一首诗', /接着写完/],
    ['Write a poem', /Write the rest/],
  ])('asks to go on after the text so far, in the language of "%s"', (question, instruction) => {
    const messages = buildMessages({ ...plain, question, released: () => 'So far.' });
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[1]?.content).toBe('So far.');
    expect(messages[2]?.content).toMatch(instruction);
  });
});
