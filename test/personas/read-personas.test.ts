import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { listPersonas } from '../../src/personas/list-personas.ts';
import { createPersonaReader } from '../../src/personas/persona-reader.ts';
import { readPersonaFolder } from '../../src/personas/read-persona-folder.ts';

const persona = (name: string, more = '') => `---\nname: ${name}\n${more}---\n你是${name}。\n`;

function makeFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-personas-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const idsOf = ({ personas }: { personas: readonly { id: string }[] }) =>
  personas.map(({ id }) => id);

describe('a folder of personas', () => {
  it('gives its Markdown files in the order of their names, but for a README and hidden ones', () => {
    const folder = makeFolder({
      ...{ 'b.md': persona('乙'), 'a.md': persona('甲'), 'C.MD': `\uFEFF${persona('丙')}` },
      ...{ 'README.md': '# 说明', 'readme.zh-CN.md': '# 说明', '.#a.md': 'x', 'notes.txt': 'x' },
    });
    expect(readPersonaFolder(folder)).toMatchObject({ problems: [], remarks: [] });
    expect(idsOf(readPersonaFolder(folder))).toEqual(['C', 'a', 'b']);
  });

  it('is read without a file that cannot be used, which is named with its line', () => {
    const folder = makeFolder({
      ...{ 'a.md': persona('甲'), 'b.md': persona('乙', 'temperature: 9\n') },
      'c.md': Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
      'd.md': persona('丁', 'greting: 好\n'),
      'e.md': persona('x'.repeat(10)).padEnd(33_000, '。'),
    });
    mkdirSync(join(folder, 'f.md'));
    const read = readPersonaFolder(folder);
    expect(idsOf(read)).toEqual(['a', 'd']);
    expect(read.problems.map((says) => says.en.slice(folder.length + 1))).toEqual([
      'b.md:3: temperature must be a number from 0 to 2.',
      'c.md:1: the file is not encoded in UTF-8. Save it as UTF-8.',
      expect.stringMatching(/^e\.md:1: the file has more than 32768 bytes/),
      expect.stringMatching(/^f\.md:1: the file cannot be read/),
    ]);
    expect(read.problems[1]?.zh).toMatch(/c\.md:1：文件不是 UTF-8/);
    expect(read.remarks.map((says) => says.en.slice(folder.length + 1))).toEqual([
      'd.md:3: greting is unknown and has no effect; greeting is probably meant.',
    ]);
  });

  it.each([
    ['another', persona('甲 ', 'name_en: One\n'), /the name 甲 belongs to a\.md already/],
    ['another in English', persona('乙', 'name_en: Ａ\n'), /the name Ａ belongs to a\.md/],
    ['the default', persona('默认'), /stands for the account's default/],
  ])('leaves out a persona that is named like %s', (_what, content, problem) => {
    const read = readPersonaFolder(makeFolder({ 'a.md': persona('甲'), 'b.md': content }));
    expect(idsOf(read)).toEqual(['a']);
    expect(read.problems[0]?.en).toMatch(problem);
  });
});

describe('the personas that come along', () => {
  const shipped = createPersonaReader()({ personasDir: undefined, persona: undefined });

  it('are three in order, each with both languages', () => {
    expect(shipped).toMatchObject({ problems: [], remarks: [] });
    expect(idsOf(shipped)).toEqual(['assistant', 'translator', 'writer']);
    for (const one of shipped.personas)
      for (const key of ['name_en', 'description', 'description_en', 'greeting', 'greeting_en'])
        expect(one).toHaveProperty(key);
  });

  it('decode exactly for the translator and freely for the writer', () => {
    const [assistant, translator, writer] = shipped.personas.map(({ temperature }) => temperature);
    expect(assistant).toBeUndefined();
    expect(translator).toBeLessThanOrEqual(0.3);
    expect(writer).toBeGreaterThanOrEqual(0.9);
  });

  it.each(shipped.personas.map(({ id, prompt }) => [id, prompt]))(
    'ask for what WeChat can show, and are no Markdown themselves: %s',
    (_id, prompt) => {
      expect(prompt).toContain('Markdown');
      expect(prompt).not.toMatch(/^#|\*\*|^\|/m);
      expect(prompt.length).toBeLessThan(1000);
    },
  );
});

describe('PERSONA', () => {
  const read = createPersonaReader();

  it.each(['翻译', 'translator', ' TRANSLATOR ', 'ｔranslator'])(
    'finds a persona by %j',
    (name) => {
      expect(read({ personasDir: undefined, persona: name }).chosen?.id).toBe('translator');
    },
  );

  it('that names none is refused with the names there are, and with the file that is broken', () => {
    const personasDir = makeFolder({ 'a.md': persona('甲'), 'b.md': '你是乙。' });
    expect(() => read({ personasDir, persona: '乙' })).toThrow(ConfigError);
    expect(() => read({ personasDir, persona: '乙' })).toThrow(/PERSONA=乙 .* 甲\.[^]*b\.md:1:/);
  });

  it('is not needed where the folder is empty, but the folder has to be there', () => {
    expect(read({ personasDir: makeFolder({}), persona: undefined }).personas).toEqual([]);
    expect(() => read({ personasDir: './nowhere', persona: undefined })).toThrow(
      /PERSONAS_DIR=\.\/nowhere is no folder/,
    );
  });
});

it('a command reads a folder once for all accounts', () => {
  const read = createPersonaReader();
  const personasDir = makeFolder({ 'a.md': persona('甲') });
  read({ personasDir, persona: undefined });
  writeFileSync(join(personasDir, 'b.md'), persona('乙'));
  expect(idsOf(read({ personasDir, persona: '甲' }))).toEqual(['a']);
});

describe('the list of an account', () => {
  const read = createPersonaReader();
  const list = (language: 'zh' | 'en', persona?: string) =>
    listPersonas({
      files: read({ personasDir: undefined, persona }),
      systemPrompt: '你是本店客服。',
      language,
      texts: language === 'en' ? en : zh,
    });

  it('begins with its own prompt where no persona is set', () => {
    const [own, ...others] = list('zh');
    expect(own).toMatchObject({ id: '', name: '默认', prompt: '你是本店客服。' });
    expect(own.names).toEqual(expect.arrayContaining(['默认', 'default']));
    expect(others.map(({ name }) => name)).toEqual(['通用助手', '翻译', '写作助手']);
  });

  it('begins with the persona that is set, in place of its own prompt', () => {
    const all = list('zh', '翻译');
    expect(all.map(({ name }) => name)).toEqual(['翻译', '通用助手', '写作助手']);
    expect(all[0].names).toEqual(expect.arrayContaining(['翻译', 'Translator', '默认', 'default']));
  });

  it('is in the language of the followers, with both names to choose by', () => {
    const [own, assistant, translator] = list('en');
    expect(own.name).toBe('Default');
    expect(assistant).toMatchObject({
      name: 'Assistant',
      greeting: 'This is the general assistant. Just ask.',
    });
    expect(translator?.names).toEqual(['翻译', 'Translator', 'translator']);
  });

  it('greets in a sentence of ours where the file has none', () => {
    const files = { personas: [{ id: 'a', name: '甲', prompt: 'x' }], chosen: undefined };
    const source = { files, systemPrompt: '', language: 'zh', texts: zh } as const;
    expect(listPersonas(source)[1]?.greeting).toBe('好的，接下来由“甲”回答。');
  });
});
