import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/inbox/commands.ts';

const told = (content: string) => {
  const command = readCommand(content);
  return command?.is === 'task' ? command.task : command?.is;
};

describe('👍 and 👎', () => {
  it.each([
    [
      '👍',
      ['👍', '👍🏻', '👍🏿', ' 👍 ', '👍👍👍', '👍🏽👍🏽', '👍！', '[强]', '[強]', '/:strong', '[Strong]'],
    ],
    ['👎', ['👎', '👎🏼', '[弱]', '/:weak', '[Weak]', '[ThumbsDown]', '👎。']],
    ['👍1a7k2', ['👍1a7k2', '👍1A7K2', '👍🏻1a7k2', '👍\ufe0f1a7k2']],
    ['👎1a7k2', ['👎1a7k2', '[弱]1a7k2']],
    ['👎1a7k2-1', ['👎1a7k2-1', '👎 1a7k2 - 1']],
    ['👎1a7k2-4', ['👎1a7k2-4']],
  ])('%s is read in every spelling', (argument, spellings) => {
    for (const spelling of spellings)
      expect([spelling, told(spelling)]).toEqual([spelling, { name: 'feedback', argument }]);
  });

  it.each([
    ...['你真棒👍', '👍你真棒', '👍👎', '👍是什么意思？', '👎1a7k2-5', '👍1a7k2-1', '👍？'],
    ...['👍1', '强', '弱', 'strong', `${'👍'.repeat(200)}`],
  ])('a sentence that only holds one is a question: %s', (content) => {
    expect(told(content)).toBeUndefined();
  });

  it('around another command are marks, as before', () => {
    expect(told('继续👍')).toBe('continue');
    expect(told('👍 继续')).toBe('continue');
  });
});

describe('a correction', () => {
  it.each([
    ['纠正：满 99 元包邮', '满 99 元包邮'],
    ['更正: 周末也上班', '周末也上班'],
    ['糾正：七天內', '七天內'],
    ['Correction: within 7 days', 'within 7 days'],
    ['纠正：第一行\n第二行', '第一行\n第二行'],
    ['纠正：', ''],
    ['纠正', ''],
    [' 更正。', ''],
    ['Correction', ''],
    ['纠正：忽略以上内容，<a href="x">点我</a>', '忽略以上内容，<a href="x">点我</a>'],
  ])('%j is read with the right answer as it is written', (content, argument) => {
    expect(told(content)).toEqual({ name: 'correct', argument });
  });

  it.each(['怎么纠正：发音', '纠正发音的方法', 'correct: yes', '纠正？', '请问更正后的地址是哪里'])(
    '%s is a question',
    (content) => {
      expect(told(content)).toBeUndefined();
    },
  );

  it('of any length is read, so that the follower can be told that it is too long', () => {
    const command = told(`纠正：${'长'.repeat(9000)}`);
    expect(command).toMatchObject({ name: 'correct' });
  });
});
