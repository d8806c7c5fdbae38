import { describe, expect, it } from 'vitest';
import { readCommand, type Command } from '../../src/conversation/commands.ts';

describe('a command', () => {
  it.each<[string, Command]>([
    ['新对话', 'new'],
    ['new', 'new'],
    ['帮助', 'help'],
    ['help', 'help'],
    ['继续', 'continue'],
    ['continue', 'continue'],
    ['停止', 'stop'],
    ['stop', 'stop'],
    ['重试', 'retry'],
    ['retry', 'retry'],
    ['删除我的数据', 'forget'],
    ['delete my data', 'forget'],
  ])('is the word %s', (word, command) => {
    expect(readCommand(word)).toBe(command);
  });

  it.each(['  帮助 ', '/帮助', '帮助。', '帮助！', '帮助~', 'HELP', 'Help!', '/help', '\n帮助\n'])(
    'is known as %j too',
    (content) => {
      expect(readCommand(content)).toBe('help');
    },
  );

  it.each([
    '',
    ' ',
    '/',
    '。',
    '帮助我写一封信',
    '继续讲',
    'help me',
    '请停止',
    'newer',
    '新 对话',
    'constructor',
    '__proto__',
  ])('is not %j', (content) => {
    expect(readCommand(content)).toBeUndefined();
  });
});
