import { describe, expect, it } from 'vitest';
import { AnswererError } from '../../src/turns/answerer-error.ts';
import {
  chooseEnding,
  chooseFailedEnding,
  type ChosenEnding,
  type EndingTexts,
} from '../../src/turns/choose-ending.ts';

const texts: EndingTexts = {
  ...{ failed: 'failed', interrupted: 'interrupted', cutOff: 'cut off', refused: 'refused' },
  ...{ questionTooLong: 'too long', cutByFilter: 'cut by filter', taskFailed: 'task failed' },
  ...{ budgetUsedUp: 'budget used up', priceMissing: 'price missing' },
};
type Answer = Parameters<typeof chooseEnding>[0];
const answer: Answer = {
  ...{
    reason: 'stop',
    isTask: false,
    isEmpty: false,
    isCut: false,
    sources: undefined,
    choices: undefined,
  },
};

describe('an answer that its answerer finished', () => {
  it.each<[string, Partial<Answer>, ChosenEnding]>([
    ['ends without a sentence of ours', {}, { state: 'complete' }],
    ['ends with what can be tapped', { choices: '[a]' }, { state: 'complete', notice: '[a]' }],
    ['cites sources', { sources: '[1] A' }, { state: 'complete', notice: '[1] A' }],
    [
      'cites sources above what can be tapped',
      { sources: '[1] A', choices: '[a]' },
      { state: 'complete', notice: '[1] A\n\n[a]' },
    ],
    [
      'cites sources and was too long',
      { sources: '[1] A', isCut: true, choices: '[a]' },
      { state: 'complete', notice: 'cut off\n\n[1] A' },
    ],
    [
      'cites sources and was cut by a filter',
      { sources: '[1] A', reason: 'content-filter' },
      { state: 'complete', notice: 'cut by filter\n\n[1] A' },
    ],
    [
      'without a word has no sources either',
      { sources: '[1] A', isEmpty: true },
      { state: 'failed', notice: 'failed' },
    ],
    ['was too long for its model', { reason: 'length' }, { state: 'complete', notice: 'cut off' }],
    ['was too long for us', { isCut: true }, { state: 'complete', notice: 'cut off' }],
    ['without a word has failed', { isEmpty: true }, { state: 'failed', notice: 'failed' }],
    [
      'without a word, of a task',
      { isEmpty: true, isTask: true },
      { state: 'failed', notice: 'task failed' },
    ],
    [
      'refused by a filter is complete, as a second try would be refused',
      { reason: 'content-filter', isEmpty: true },
      { state: 'complete', notice: 'refused' },
    ],
    [
      'cut by a filter',
      { reason: 'content-filter' },
      { state: 'complete', notice: 'cut by filter' },
    ],
    [
      'without money for a model',
      { reason: 'over-budget', isEmpty: true },
      { state: 'complete', notice: 'budget used up' },
    ],
    [
      'without a price',
      { reason: 'unpriced', isEmpty: true },
      { state: 'complete', notice: 'price missing' },
    ],
  ])('%s', (_what, over, ending) => {
    expect(chooseEnding({ ...answer, ...over }, texts)).toEqual(ending);
  });
});

describe('an answer that broke off', () => {
  const broken = new Error('broken');
  const facts = { retryable: false, failure: 'too-long' } as const;
  const tooLong = new AnswererError('provider_refused', 'Too long', facts);
  it.each<[string, Error, { isTask: boolean; hasText: boolean }, ChosenEnding]>([
    [
      'before a word',
      broken,
      { isTask: false, hasText: false },
      { state: 'failed', notice: 'failed' },
    ],
    [
      'before a word of a task',
      broken,
      { isTask: true, hasText: false },
      { state: 'failed', notice: 'task failed' },
    ],
    [
      'after some text',
      broken,
      { isTask: false, hasText: true },
      { state: 'failed', notice: 'interrupted' },
    ],
    [
      'as the question alone is too long',
      tooLong,
      { isTask: false, hasText: false },
      { state: 'complete', notice: 'too long' },
    ],
    [
      'as it became too long after some text',
      tooLong,
      { isTask: false, hasText: true },
      { state: 'failed', notice: 'interrupted' },
    ],
  ])('%s', (_when, error, facts, ending) => {
    expect(chooseFailedEnding(error, facts, texts)).toEqual(ending);
  });
});
