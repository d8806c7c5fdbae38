import { describe, expect, it } from 'vitest';
import { render } from './markdown.ts';

describe('signs at the start of a line that are content', () => {
  it.each([
    '血压分级：\n>140 为高血压\n>=90 为达标\n<60 为低血压',
    '> 140 mmHg 为高血压\n> 3 个月未用即注销\n>5%\n>-5℃\n> ￥100 包邮\n>$20\n>1.5 倍',
    '>_< 好难过\n>.< 呜呜\n>_<\n>:( 生气\n>:) 坏笑',
    '>>> print(1)\n>>> import os',
    '-> 结果\n=> 结果\n<80% 正常',
    '~~~好呀，今天天气不错~~~\n带伞',
    '~~~ 好的 ~~~\n~~~~~~~~\n再见',
    '* 2 * * * 备份\n* * * * * /bin/run\n*/5 * * * * 检查',
    '　　春天来了，万物复苏。\n　　小明走在路上。\n\n　　完',
  ])('stay: %s', (text) => {
    expect(render([text])).toBe(text);
    expect(render(text.split(''))).toBe(text);
  });

  it.each<[string, string, string]>([
    ['a quotation', '> 引用\n>无空格\n>**重点**', '│ 引用\n│ 无空格\n│ 重点'],
    ['a quotation with numbers', '> 标题\n> 140 人参加\n>90 分', '│ 标题\n│ 140 人参加\n│ 90 分'],
    ['a list in a quotation', '> 1. 打开\n> 2. 关闭', '│ 1. 打开\n│ 2. 关闭'],
    [
      'a date in a quotation',
      '> 2024 年营收增长。\n\n> 3 月 5 日',
      '│ 2024 年营收增长。\n\n│ 3 月 5 日',
    ],
    [
      'an ornament of tildes before marks',
      '~~~好呀，今天**天气**不错~~~\n- 带伞',
      '~~~好呀，今天天气不错~~~\n• 带伞',
    ],
    ['stars that begin items', '* 2 小时\n* * 一', '• 2 小时\n• * 一'],
    ['wide spaces before an item', '　- 一\n　　文', '• 一\n　　文'],
  ])('are told from marks: %s', (_, markdown, expected) => {
    expect(render([markdown])).toBe(expected);
    expect(render(markdown.split(''))).toBe(expected);
  });
});

describe('fences that do not stand alone on their line', () => {
  const code = 'print(1)\n  # **x**';
  it.each<[string, string, string]>([
    [
      'opens after text',
      `代码如下：\`\`\`python\n${code}\n\`\`\`\n**说明**：输出。\n- 甲`,
      `代码如下：\n${code}\n说明：输出。\n• 甲`,
    ],
    ['opens without a language', `看：\`\`\`\n${code}\n\`\`\`\n**后文**`, `看：\n${code}\n后文`],
    [
      'opens in an item',
      `- 安装：\`\`\`bash\n  npm ci\n  \`\`\`\n- **乙**`,
      '• 安装：\nnpm ci\n• 乙',
    ],
    [
      'opens with code after a colon',
      '运行：```echo hi;\nls -l\n```\n**后文**',
      '运行：\necho hi;\nls -l\n后文',
    ],
    ['opens in a quotation', '> 例：```js\n> a\n> ```\n> **后**', '│ 例：\na\n│ 后'],
    [
      'closes before text',
      `\`\`\`python\n${code}\n\`\`\`以上是代码。**重点**看这里。\n- 甲`,
      `${code}\n以上是代码。重点看这里。\n• 甲`,
    ],
    ['closes before English', '```\na\n``` That **was** it.\n- b', 'a\nThat was it.\n• b'],
    ['closes before a heading', '```\na\n```## 标题\n后文', 'a\n\n【标题】\n后文'],
    ['closes after code', '```js\na\nb()```\n**后文**', 'a\nb()\n后文'],
    ['closes after code and before text', '```js\nb()```以上是**代码**。', 'b()\n以上是代码。'],
    ['closes and opens again', '```js\na\n```然后：```js\nb\n```\n**完**', 'a\n然后：\nb\n完'],
    ['has code on its line', '```print(1)\nprint(2)\n```\n后', 'print(1)\nprint(2)\n后'],
    ['has words on its line', '```python 完整代码\na\n```\n后', '完整代码\na\n后'],
    [
      'has attributes',
      '```js {1,3} title="a b.js"\na\n```\n```{.python}\nb\n```\n```python:main.py\nc\n```',
      'a\nb\nc',
    ],
    ['is a fence of tildes', '~~~python\na\n~~~\n**后**', 'a\n后'],
    [
      'stands in the code',
      '```py\nif s.startswith("```"):\n    pass\n```\n**后**',
      'if s.startswith("```"):\n    pass\n后',
    ],
    [
      'stands in a comment of the code',
      '```js\n/**\n * ```js\n * a()\n * ```\n */\n/// ```\n```\n**后**',
      '/**\n * ```js\n * a()\n * ```\n */\n/// ```\n后',
    ],
    ['opens in the code', '````md\n```js\na\n```\n````\n**后**', '```js\na\n```\n后'],
    [
      'is spoken of',
      '代码块用三个反引号 ``` 包起来，**如下**。\n**后**',
      '代码块用三个反引号 ``` 包起来，如下。\n后',
    ],
    [
      'is code inside a line',
      '- ```npm ci``` 安装，运行```echo hi;```\n**后**',
      '• npm ci 安装，运行echo hi;\n后',
    ],
    ['is the end of the answer', '代码：```', '代码：'],
  ])('are fences or text: a fence that %s', (_, markdown, expected) => {
    expect(render([markdown])).toBe(expected);
    expect(render(markdown.split(''))).toBe(expected);
  });
});
