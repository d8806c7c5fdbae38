import { describe, expect, it } from 'vitest';
import { parsePersona } from '../../src/personas/parse-persona.ts';

const file = (head: string, body = '你是译者。') => `---\n${head}\n---\n\n${body}\n`;

const problemOf = (content: string) => {
  const parsed = parsePersona('a', content);
  return 'problem' in parsed ? parsed.problem : undefined;
};
const remarksOf = (content: string) => {
  const parsed = parsePersona('a', content);
  return 'remarks' in parsed ? parsed.remarks : undefined;
};

describe("a persona's file", () => {
  it('is read with everything in its head, and its text is the prompt', () => {
    const head = [
      'name: 翻译',
      'name_en: Translator',
      'description: 只给译文',
      'greeting: "好的：发来吧"',
      'temperature: 0.2',
      'model: openrouter/deepseek/deepseek-v4-flash:free',
      'tools: []',
    ].join('\n');
    expect(parsePersona('translator', file(head, '第一行\n\n---\n第二行'))).toEqual({
      persona: {
        id: 'translator',
        ...{ name: '翻译', name_en: 'Translator', description: '只给译文' },
        ...{ greeting: '好的：发来吧', temperature: 0.2, tools: [] },
        model: 'openrouter/deepseek/deepseek-v4-flash:free',
        prompt: '第一行\n\n---\n第二行',
      },
      remarks: [],
    });
  });

  it.each([
    ['the line ends of Windows', file('name: 翻译').replaceAll('\n', '\r\n')],
    ['blanks after the dashes', '--- \nname: 翻译\n---\t\n你是译者。'],
    ['keys without a value', file('name: 翻译\ntemperature:\nmodel: ""')],
    ['a comment', file('# 给客服用\nname: 翻译 # 名字')],
  ])('is read with %s', (_what, content) => {
    expect(parsePersona('a', content)).toEqual({
      persona: { id: 'a', name: '翻译', prompt: '你是译者。' },
      remarks: [],
    });
  });

  it.each<[string, string, number, RegExp, RegExp]>([
    ['no head', '你是译者。', 1, /must begin with a line ---/, /第一行/],
    ['a head without an end', '---\nname: 翻译\n你是译者。', 1, /another line ---/, /再写一行/],
    ['an empty head', '---\n---\n你是译者。', 1, /name is missing/, /缺 name/],
    ['no name', file('description: 只给译文'), 1, /name is missing/, /缺 name/],
    ['an empty name', file('temperature: 1\nname:'), 3, /name is missing/, /缺 name/],
    ['no prompt', '---\nname: 翻译\n---\n \n', 4, /no prompt/, /没有提示词/],
    ['a full-width colon', file('name：翻译'), 2, /half-width colon/, /半角冒号/],
    ['a full-width colon on a later line', file('name: 翻译\ntemperature：1'), 3, /colon/, /冒号/],
    ['a colon in a value', file('name: 翻译\ngreeting: 例如: 这样'), 3, /quotation/, /引号/],
    ['a value in stars', file('name: 翻译\ngreeting: *你好*'), 3, /quotation/, /引号/],
    ['a key twice', file('name: 翻译\nmodel: a/b\nmodel: c/d'), 4, /cannot be read/, /读不懂/],
    ['a name that is a number', file('name: 360'), 2, /must be a text/, /引号/],
    ['a name that a tap cannot carry', file('name: R&D'), 2, /a follower taps it/, /粉丝要点它/],
    ['a name of many characters', file(`name: ${'长'.repeat(21)}`), 2, /1 to 20/, /1 到 20/],
    ['a long description', file(`name: a\ndescription: ${'长'.repeat(61)}`), 3, /60/, /60/],
    ['a temperature beyond 2', file('name: 翻译\ntemperature: 2.5'), 3, /0 to 2/, /0 到 2/],
    ['a temperature in words', file('name: 翻译\ntemperature: 低'), 3, /0 to 2/, /0 到 2/],
    ['a model without a provider', file('name: 翻译\nmodel: gpt'), 3, /provider\/model/, /厂商/],
    ['tools that are no list', file('name: 翻译\ntools: search'), 3, /list/, /列表/],
  ])('that has %s is refused with the line, in both languages', (_what, content, line, en, zh) => {
    const problem = problemOf(content);
    expect(problem?.line).toBe(line);
    expect(problem?.says.en).toMatch(en);
    expect(problem?.says.zh).toMatch(zh);
  });

  it.each([
    ['temprature: 1', 'temprature is unknown and has no effect; temperature is probably meant.'],
    ['Name_EN: T', 'Name_EN is unknown and has no effect; name_en is probably meant.'],
    ['voice: 女', /^voice is unknown and has no effect\. Known are name, name_en, description/],
    ['tools: [search]', 'tools have no effect in this version.'],
  ])('is used in spite of %s, with a remark', (line, remark) => {
    expect(remarksOf(file(`name: 翻译\n${line}`))).toEqual([
      { line: 3, says: { en: expect.stringMatching(remark), zh: expect.stringMatching(/起作用/) } },
    ]);
  });
});
