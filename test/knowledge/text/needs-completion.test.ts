import { describe, expect, it } from 'vitest';
import { namesNothing, needsCompletion } from '../../../src/knowledge/text/needs-completion.ts';

describe('a question that leaves its subject out', () => {
  it.each([
    '那上海的呢？',
    '多少钱？',
    '要多久',
    '它防水吗',
    '这款有货吗',
    '为什么',
    '在哪里',
    '儿童呢',
    'and for children?',
    'What about Shanghai?',
    'how much is it?',
    'how long?',
    'does it come with a warranty',
  ])('needs the one before: %s', (question) => {
    expect(needsCompletion(question)).toBe(true);
  });

  it.each([
    '怎么开发票',
    '电动牙刷的充电时间是多久',
    '上海门店的营业时间',
    'How do I cancel my subscription?',
    'What is the price of the large suitcase?',
    '？？？',
    '',
  ])('is understood alone: %s', (question) => {
    expect(needsCompletion(question)).toBe(false);
  });
});

describe('a question that asks only for a side', () => {
  it.each(['how much?', 'How long is it?', '多少钱', '那要多久呢', '在哪里？'])(
    'names nothing: %s',
    (question) => {
      expect(namesNothing(question)).toBe(true);
    },
  );

  it.each(['and for children?', 'what about Shanghai', '那上海的呢', '它防水吗'])(
    'is told from one that names something: %s',
    (question) => {
      expect(namesNothing(question)).toBe(false);
    },
  );
});
