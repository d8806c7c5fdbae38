import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentsPipeline } from '../../src/answering/create-documents-pipeline.ts';
import { searchFolder, type FolderSearch } from '../../src/knowledge/search-folder.ts';
import type { Audience } from '../../src/answering/quotation/quotation-texts.ts';
import { exampleAsk } from '../answering/example-ask.ts';

let folder: string;
let opened: FolderSearch[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuaihui-knowledge-'));
  opened = [];
});
afterEach(async () => {
  for (const knowledge of opened) knowledge.close();
  await rm(folder, { recursive: true });
});

function open(path = folder): FolderSearch {
  const search = searchFolder(path);
  opened.push(search);
  return search;
}

async function write(name: string, content: string | Uint8Array): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function answer(
  knowledge: FolderSearch,
  question: string,
  { continueAfter, audience = 'follower' }: { continueAfter?: string; audience?: Audience } = {},
): Promise<string> {
  const documents = createDocumentsPipeline({ name: 'docs', retriever: knowledge, audience });
  const asked = exampleAsk({ question, ...(continueAfter && { released: () => continueAfter }) });
  let text = '';
  const ends: string[] = [];
  for await (const event of documents.answer(asked, new AbortController().signal)) {
    if (event.type === 'text') {
      text += event.text;
      expect(event.origin).toBe('documents');
    } else if (event.type === 'choices')
      text += event.questions.map((one) => `\n> ${one}`).join('');
    else ends.push(event.type);
  }
  expect(ends).toEqual(['finish']);
  return text;
}

describe('a folder', () => {
  it('is quoted with its source', async () => {
    await write(
      '客服/规则.md',
      '# 本店规则\n\n## 退款\n\n七天内可以退款。\n\n## 运费\n\n满一百元免运费。',
    );
    await write('notes.txt', '营业时间是早上九点到晚上九点。');
    const knowledge = open();
    const text = await answer(knowledge, '怎么退款？');
    expect(text).toMatch(/^七天内可以退款。\n\n——摘自《本店规则》› 退款\n/);
    expect(text).not.toContain('大模型');
    expect(await answer(knowledge, '营业时间')).toMatch(/九点[^]*《notes》/);
    expect(await answer(knowledge, '几点打烊')).toMatch(/你是不是想问[^]*> notes/);
    expect(await answer(knowledge, 'notes')).toMatch(/^营业时间/);
    expect(await answer(knowledge, '怎么开发票')).toMatch(/没有找到[^]*> 本店规则：退款/);
  });

  it('is searched in the language of the question, then in the other', async () => {
    await write('en.md', '# Rules\n\n## Shipping by DHL\n\nShipping takes three days.');
    await write('zh.md', '# 规则\n\n## 运费\n\n用 DHL 发货，运费十元。');
    const knowledge = open();
    expect(await answer(knowledge, 'Do you ship with DHL? shipping')).toMatch(/^Shipping takes/);
    expect(await answer(knowledge, 'DHL 运费')).toMatch(/^用 DHL 发货/);
    expect(await answer(knowledge, '运费 shipping days three')).toMatch(
      /^用 DHL|^Shipping|> 规则：运费/,
    );
    await rm(path.join(folder, 'zh.md'));
    expect(await answer(open(), 'DHL是什么')).toMatch(/^Shipping takes[^]*文档原文/);
  });

  it('finds a word of one character', async () => {
    await write('a.md', '# 报销\n\n## 个税\n\n个税由公司代扣。\n\n## 茶\n\n茶水免费。');
    const knowledge = open();
    expect(await answer(knowledge, '税')).toMatch(/^个税/);
    expect(await answer(knowledge, '茶')).toMatch(/^茶水/);
  });

  it('may hold broken, hidden, foreign and linked files', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'kuaihui-outside-'));
    await writeFile(path.join(outside, 'secret.md'), '# 密码\n\n保险柜密码是一二三。');
    await write('gbk.txt', Uint8Array.from([0xcd, 0xcb, 0xbf, 0xee])); // 退款
    await write(
      'broken.md',
      Buffer.concat([Buffer.from('# 发票\n\n发票七天'), Buffer.from([0xff, 0xc0])]),
    );
    await write('.hidden.md', '# 密码\n\n保险柜密码是一二三。');
    await write('.git/x.md', '# 密码\n\n保险柜密码是一二三。');
    await write('photo.jpg', '保险柜密码');
    await symlink(path.join(outside, 'secret.md'), path.join(folder, 'link.md'));
    await symlink(outside, path.join(folder, 'linked'));
    await symlink(path.join(folder, 'gbk.txt'), path.join(folder, 'again.txt'));
    await symlink(path.join(folder, 'gone.md'), path.join(folder, 'dangling.md'));
    const knowledge = open();
    expect(await knowledge.examples('zh', 9)).toHaveLength(2);
    expect(await answer(knowledge, '保险柜密码')).toMatch(/没有找到/);
    expect(await answer(knowledge, '退款')).toMatch(/^退款/);
    await rm(outside, { recursive: true });
  });

  it('may consist of a single passage', async () => {
    await write('a.md', '# 规则\n\n退款七天内到账。');
    const knowledge = open();
    expect(await answer(knowledge, '退款多久到账？')).toMatch(/^退款七天/);
    expect(await answer(knowledge, '怎么开发票？')).toMatch(/没有找到[^]*> 规则/);
  });

  it('may be empty', async () => {
    expect(await answer(open(), '退款')).toMatch(/现在还回答不了问题/);
  });

  it('is read again with the next question when it could not be read', async () => {
    const knowledge = open(path.join(folder, 'late'));
    const failure = { name: 'AnswererError', code: 'provider_unreachable' };
    await expect(answer(knowledge, '退款')).rejects.toMatchObject(failure);
    await expect(knowledge.examples('zh', 3)).rejects.toMatchObject(failure);
    await write('late/a.md', '# 甲\n\n退款要七天。');
    expect(await answer(knowledge, '退款')).toMatch(/七天/);
  });
});

describe('a message that asks for nothing', () => {
  it.each(['你好', '你是谁', '测试', '123'])('is answered to newcomers (%s)', async (message) => {
    await write('a.md', '# 规则\n\n## 退款\n\n七天内。');
    const text = await answer(open(), message, { audience: 'newcomer' });
    expect(text).toMatch(/我是快回[^]*还没有接入大模型[^]*OPENAI_BASE_URL/);
    expect(text.match(/\n> /g)).toHaveLength(4);
  });

  it("is answered to followers of an owner's folder, without a word about models", async () => {
    await write('a.md', '# 规则\n\n## 退款\n\n七天内。');
    await write('b.md', '# 运费\n\n十元。');
    const text = await answer(open(), '你好！');
    expect(text).toMatch(/^你好[^]*> 规则：退款\n> 运费$/);
    expect(text).not.toMatch(/模型|快回|env/);
    expect(await answer(open(), '谢谢')).toMatch(/^不客气[^]*> 规则：退款/);
    expect(await answer(open(), 'hi')).toMatch(/^Hello[^]*> 规则：退款/);
  });

  it('is answered by a section that the owner wrote for it', async () => {
    await write('a.md', '# 规则\n\n## 你是谁？\n\n我是小店的助手。');
    expect(await answer(open(), '你是谁')).toMatch(/^我是小店的助手/);
  });
});

describe('a question that no section answers for certain', () => {
  const rules =
    '# 规则\n\n## 会员怎么退款\n\n会员七天内可以退款。\n\n## 团购怎么退款\n\n团购三天内可以退款。';

  it('gets headings to choose from, and each of them finds its section', async () => {
    await write('a.md', rules);
    const knowledge = open();
    const text = await answer(knowledge, '我要退款');
    expect(text).toMatch(/^没有找到完全对得上的内容。你是不是想问：\n> /);
    expect(await answer(knowledge, '团购怎么退款')).toMatch(/^团购三天内/);
  });

  it('chooses among documents that have the same heading by their titles', async () => {
    await write('a.md', '# 红茶\n\n## 价格\n\n十元一杯。');
    await write('b.md', '# 绿茶\n\n## 价格\n\n八元一杯。');
    const knowledge = open();
    expect(await answer(knowledge, '价格？')).toMatch(
      /你是不是想问：\n> 红茶：价格\n> 绿茶：价格$/,
    );
    expect(await answer(knowledge, '绿茶价格')).toMatch(/^八元/);
    // As a tap sends it.
    expect(await answer(knowledge, '绿茶：价格')).toMatch(/^八元/);
  });

  it('is answered when the owner wrote it down as another wording', async () => {
    await write(
      'a.md',
      rules.replace('\n\n会员七', '\n\n<!-- 问法：钱什么时候退给我 -->\n\n会员七'),
    );
    expect(await answer(open(), '钱啥时候退给我')).toMatch(/^会员七天内可以退款。\n/);
  });
});

describe('an interrupted answer', () => {
  beforeEach(() => write('a.md', '# 规则\n\n## 退款\n\n**退款**要七天。请联系客服。'));

  it('is continued where it stopped', async () => {
    expect(await answer(open(), '退款', { continueAfter: '退款要七天。' })).toMatch(
      /^请联系客服。\n\n——摘自/,
    );
  });

  it('ends at once when all of it was shown', async () => {
    const knowledge = open();
    const continueAfter = await answer(knowledge, '退款');
    expect(await answer(knowledge, '退款', { continueAfter })).toBe('');
  });

  it('says so when the document has changed', async () => {
    expect(await answer(open(), '退款', { continueAfter: '退款要十天。' })).toMatch(/刚刚有改动/);
  });
});

it('stops when asked to', async () => {
  const retriever = open();
  const documents = createDocumentsPipeline({ name: 'docs', retriever, audience: 'follower' });
  const events = documents.answer(exampleAsk(), AbortSignal.abort());
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'aborted' });
});
