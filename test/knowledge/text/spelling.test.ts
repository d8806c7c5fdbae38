import { expect, it } from 'vitest';
import { correctSpelling } from '../../../src/knowledge/text/spelling.ts';

const known = ['deepseek', 'install', 'docker', 'deploy', 'whitelist', 'nginx', 'redis', 'refund'];

it.each([
  ['deepseak', 'deepseek'],
  ['deepsek', 'deepseek'],
  ['instal', 'install'],
  ['doccker', 'docker'],
  ['depoly', 'deploy'],
  ['whitlist', 'whitelist'],
  ['ngnix', 'nginx'],
  ['reddis', 'redis'],
  ['refudn', 'refund'],
])('takes %s for %s', (word, expected) => {
  expect(correctSpelling(word, known)).toBe(expected);
});

it.each(['docker', 'rocker', 'decoder', 'weather', 'kimi'])('leaves %s alone', (word) => {
  expect(correctSpelling(word, known)).toBeUndefined();
});

it('does not choose between two words', () => {
  expect(correctSpelling('ordar', ['order', 'ordal'])).toBeUndefined();
});
