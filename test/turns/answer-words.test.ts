import { expect, it } from 'vitest';
import { createAnswerWords, type CreateTextRenderer } from '../../src/turns/answer-words.ts';

const LINKS = { hosts: [], domains: [], addresses: [], mark: '(link omitted)' };

/** Holds the last character of what it is given, and says how it was created. */
function open({ isTask = false, isAnyOut = (): boolean => false } = {}) {
  const created: Parameters<CreateTextRenderer>[0][] = [];
  const words = createAnswerWords({
    ...{ isTask, isAnyOut },
    createRenderer(options) {
      created.push(options);
      let held = '';
      return {
        push(markdown) {
          const all = held + markdown;
          held = all.slice(-1);
          return all.slice(0, -1);
        },
        end: () => held,
      };
    },
  });
  return { words, created };
}

it('ends the words of one speaker before those of another begin', () => {
  const { words, created } = open();
  expect(words.turnTo({ origin: 'model', model: 'a/one' })).toBe('');
  expect(words.push('abc')).toBe('ab');
  expect(words.turnTo({ origin: 'model' })).toBe('');
  expect(words.push('d')).toBe('c');
  expect(words.turnTo({ origin: 'documents' })).toBe('d');
  expect(words.push('ef')).toBe('e');
  expect(words.end()).toBe('f');
  expect(created.map(({ model }) => model)).toEqual(['a/one', undefined]);
});

it('gives words of the owner and of Kuaihui itself as they are written, and all words of a task', () => {
  const { words, created } = open();
  for (const origin of ['owner', 'own'] as const) {
    words.turnTo({ origin });
    expect(words.push('*a*')).toBe('*a*');
  }
  const task = open({ isTask: true });
  task.words.turnTo({ origin: 'own' });
  expect(task.words.push('*a*')).toBe('*a*');
  expect([...created, ...task.created]).toEqual([]);
});

it('limits the links of a model, and of no document', () => {
  const { words, created } = open();
  words.limitLinks(LINKS);
  for (const origin of ['documents', 'model'] as const) {
    words.turnTo({ origin });
    words.push('a');
  }
  expect(created.map(({ links }) => links)).toEqual([undefined, LINKS]);
});

it('forgets what it holds when the answer begins anew, and goes on after what is out', () => {
  let isAnyOut = false;
  const { words, created } = open({ isAnyOut: () => isAnyOut });
  words.turnTo({ origin: 'model' });
  expect(words.push('ab')).toBe('a');
  isAnyOut = true;
  words.restart();
  expect(words.turnTo({ origin: 'model' })).toBe('');
  expect(words.push('cd')).toBe('c');
  expect(words.end()).toBe('d');
  expect(created.map(({ continues }) => continues)).toEqual([false, true]);
});
