import { expect, it } from 'vitest';
import { chooseNextStep, type Setup } from '../../src/diagnosis/setup.ts';

const account = { appId: undefined, mode: 'auto', callsApi: false } as const;

it.each<[string, Partial<Setup>, string]>([
  ['nothing is set', {}, 'connect a model'],
  ['an account quotes documents to its followers', { account }, 'connect a model'],
  ['only the model is there', { model: 'm' }, 'connect an account'],
  ['WeChat has not called yet', { model: 'm', account }, 'save the address'],
  ['other accounts are served only', { others: ['shop'] }, 'save the address'],
  ['other accounts are served as well', { account, others: ['shop'] }, 'connect a model'],
  ['messages arrive', { model: 'm', account, lastMessageAt: 1 }, 'nothing'],
])('when %s the next step fits', (_, facts, step) => {
  const bare = { version: '1', model: undefined, account: undefined, others: [] };
  expect(chooseNextStep({ ...bare, ...facts })).toBe(step);
});
