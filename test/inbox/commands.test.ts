import { describe, expect, it } from 'vitest';
import { readCommand, type Command } from '../../src/inbox/commands.ts';

describe('a command', () => {
  it.each<[Command, readonly string[]]>([
    ['new', ['新对话', '新對話', 'new', 'New!', '/new', '新 对话', '“新对话”', '请新对话']],
    ['help', ['帮助', '幫助', 'help', 'HELP', 'Ｈｅｌｐ', '/帮助', '帮助～～', '帮助一下']],
    ['continue', ['继续', '繼續', 'continue', 'Continue.', 'please continue', 'continue, please']],
    [
      'continue',
      ['继续。', '继续。。', '继续！！', '继续!!!', '继续～', '继续…', '继续，', '继 续'],
    ],
    [
      'continue',
      ['请继续', '请您继续', '麻烦继续', '麻烦你继续一下', '请继续吧', '继续吧', '继续呀'],
    ],
    [
      'continue',
      ['好，请继续', '好的，继续', '那就继续吧', '继续，谢谢', '继续吧，谢谢你！', '請繼續'],
    ],
    ['continue', ['👉 继续', '继续👍', '👉继续👈', '「继续」', '【继续】', '"继续"', '（继续）']],
    [
      'continue',
      ['\u200b继续', '继\u200d续', '继\u2060续\ufeff', '\u202a继续\u202c', '继续\u3000'],
    ],
    ['stop', ['停止', 'stop', 'ＳＴＯＰ', '/stop', '请停止', '停止吧', 'Stop!!', '停 止']],
    ['retry', ['重试', '重試', 'retry', 'RETRY', '重试一下', '请帮我重试', '麻煩重試一下']],
    [
      'forget',
      ['删除我的数据', '刪除我的數據', '刪除我的資料', 'delete my data', 'Delete My Data!'],
    ],
    ['forget', ['请删除我的数据', '帮我删除我的数据吧', '删除 我的 数据', 'please delete my data']],
    [
      'forget',
      [
        '删除我的数据！！',
        '删除我的\u200b数据',
        '删除我的所有数据',
        'ｄｅｌｅｔｅ　ｍｙ　ｄａｔａ',
      ],
    ],
    ['confirm forgetting', ['确认删除', '確認刪除', '确认删除。', '👉 确认删除', 'confirm-delete']],
    ['confirm forgetting', ['Confirm delete', 'CONFIRM-DELETE!', '“确认删除”']],
  ])('%s is known in every spelling: %j', (command, spellings) => {
    for (const spelling of spellings)
      expect([spelling, readCommand(spelling)]).toEqual([spelling, command]);
  });

  it.each([
    ...['', ' ', '/', '。', '请', '吧', '麻烦', '谢谢', '好的', '\u200b', '👉'],
    ...[
      '帮助我写一封信',
      '继续讲',
      '继续说',
      '继续教育是什么',
      '请继续讲第二点',
      '继续？',
      '继续吗',
      '继续吗？',
    ],
    ...[
      'help me',
      'newer',
      'news',
      'new york',
      'stop sign',
      'continue to page 2',
      'is there help?',
    ],
    ...[
      '停止服务怎么办',
      '怎么重试',
      '重试次数是多少',
      '新对话框怎么写',
      '怎么删除我的数据',
      '帮助？',
    ],
    ...['删除我的数据会怎样？', 'how do I delete my data', 'delete my data?', '不要继续', '别停止'],
    ...['请确认删除', '确认删除吗？', '确认删除文件', 'please confirm delete', '是否确认删除'],
    ...['constructor', '__proto__', 'toString'],
  ])('is not %j', (content) => {
    expect(readCommand(content)).toBeUndefined();
  });

  it.each(['。', '!', '【', '😀', ' ~', '嗯', '请'])(
    'is not a long run of %j inside a text',
    (mark) => {
      expect(readCommand(`a${mark.repeat(50_000)}a`)).toBeUndefined();
    },
  );
});
