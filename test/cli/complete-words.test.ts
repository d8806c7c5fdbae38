import { expect, it } from 'vitest';
import { completeWords } from '../../src/cli/complete-words.ts';

it('a command line without a command starts the server', () => {
  expect(completeWords([])).toEqual(['start']);
  expect(completeWords(['--open'])).toEqual(['start', '--open']);
});

it.each([['strat'], ['--help'], ['--version'], ['chat', '--once', 'hi'], ['start', '--open']])(
  'a command line that names something stays as it is: %s',
  (...words) => {
    expect(completeWords(words)).toEqual(words);
  },
);
