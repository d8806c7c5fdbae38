import { describe, expect, it } from 'vitest';
import { readCommand, type Command } from '../../src/inbox/commands.ts';

describe('a command', () => {
  it.each<[Exclude<Command['is'], 'task'>, readonly string[]]>([
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
    [
      'regenerate',
      ['重新生成', '重新生成一下', '请重新回答', '换个回答吧', '再答一次', '換個回答'],
    ],
    ['regenerate', ['regenerate', 'Regenerate!', '/regenerate', '👉 重新生成']],
    ['undo', ['撤回', '撤回。', '请撤回', '撤销', 'undo', 'Undo.', 'please undo']],
    ['ask what was remembered', ['这是提问', '這是提問。', '👉 这是提问', 'this is a question']],
    ['confirm forgetting', ['确认删除', '確認刪除', '确认删除。', '👉 确认删除', 'confirm-delete']],
    ['confirm forgetting', ['Confirm delete', 'CONFIRM-DELETE!', '“确认删除”']],
  ])('%s is known in every spelling: %j', (command, spellings) => {
    for (const spelling of spellings)
      expect([spelling, readCommand(spelling)]).toEqual([spelling, { is: command }]);
  });

  const CHOICES = {
    personas: ['翻译', 'Writing helper'],
    models: ['deepseek/deepseek-v4-flash', 'qwen/qwen3.7-plus'],
  };
  it.each<[string, string, readonly string[]]>([
    ['usage', '', ['我的用量', '我的用量。', '请给我我的用量', 'usage', 'my usage']],
    ['memory', '', ['我的记忆', '我的記憶', 'memory', 'My memory!']],
    [
      'export',
      '',
      ['导出我的数据', '请导出我的数据', '匯出我的資料', 'export my data', 'export-my-data'],
    ],
    ['persona', '', ['角色', '切换角色', 'persona', '/角色']],
    ['persona', '翻译', ['角色翻译', '角色 翻译', '角色：翻译', '切换角色翻译', '角色翻译。']],
    ['persona', 'Writing helper', ['persona writing helper', 'Persona-WritingHelper']],
    ['model', '', ['模型', '模型。', 'model', 'Models']],
    [
      'model',
      'qwen/qwen3.7-plus',
      [
        '模型 qwen/qwen3.7-plus',
        '模型qwen3.7-plus',
        'model: Qwen3.7-Plus',
        '模型 qwen/qwen3.7-plus。',
      ],
    ],
    ['forget-fact', '7k2q', ['忘掉7k2q', '忘掉 7k2q', '忘掉7K2Q。', 'forget-7k2q', 'forget 7k2q']],
    ['forget-fact', 'abcde', ['忘掉abcde']],
    [
      'remember',
      '我叫小明',
      ['记住：我叫小明', '记住:我叫小明', '记住： 我叫小明。', '記住：我叫小明'],
    ],
    [
      'remember',
      '我叫小明',
      ['记住我叫小明', '记住，我叫小明。', '请记住我叫小明', ' 记住我叫小明 '],
    ],
    ['remember', '生日是 5 月 3 日', ['记住：生日是 5 月 3 日', 'Remember: 生日是 5 月 3 日']],
    ['remember', 'I live in Bath', ['remember that I live in Bath', 'Remember I live in Bath.']],
    ['remember', 'my cat is called Tom', ['please remember my cat is called Tom']],
    ['remember', '这是不是问题？', ['记住：这是不是问题？']],
  ])('%s about %j is a task: %j', (name, argument, spellings) => {
    for (const spelling of spellings)
      expect([spelling, readCommand(spelling, CHOICES)]).toEqual([
        spelling,
        { is: 'task', task: { name, argument } },
      ]);
  });

  it.each([
    ...[
      '停止供货怎么办',
      '撤回消息怎么操作',
      '怎么撤回微信消息',
      '重新生成报告要多久',
      '重新生成？',
    ],
    ...['模型是什么', '模型 训练需要多久', '模型训练', '模型 gpt-5', '角色扮演怎么玩', '角色 诗人'],
    ...[
      '我的用量是多少',
      '我的用量够吗？',
      '我的记忆力不好怎么办',
      '导出我的数据到表格',
      '这是提问吗',
    ],
    ...[
      '怎么记住单词',
      '记住密码的软件有哪些',
      '记住单词',
      '记住',
      '记住：',
      '记住我',
      '帮我记住这首诗',
    ],
    ...[
      '记住我的密码安全吗？',
      '你记住我了吗',
      '我记住我的密码了',
      '忘掉',
      '忘掉他',
      '怎么忘掉一个人',
    ],
    ...[
      '忘掉密码怎么办',
      '忘掉abc',
      '忘掉abcdef',
      '忘掉7k2q吗？',
      'forget about',
      'forget it',
      'forget',
    ],
    ...[
      'remember',
      'remember me',
      'remember when we met',
      'remember what I said',
      'remember the Alamo?',
    ],
    ...[
      'model car',
      'models of cars',
      'persona 5',
      'usage of have',
      'memory leak',
      'undo the commit',
    ],
    ...['regenerate the report', 'export my data to a table', '翻译', 'qwen3.7-plus', '模型/'],
  ])('is not %j either, which is a question', (content) => {
    expect(readCommand(content, CHOICES)).toBeUndefined();
  });

  it('chooses by no name that is not offered', () => {
    expect(readCommand('角色翻译')).toBeUndefined();
    expect(readCommand('模型qwen3.7-plus')).toBeUndefined();
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
