import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chunkDocument } from '../../../src/knowledge/import/chunk-document.ts';
import { openIndexToRead, openIndexToWrite } from '../../../src/knowledge/index/index-database.ts';
import {
  createKnowledgeIndex,
  type KnowledgeIndex,
  type TextQuery,
} from '../../../src/knowledge/index/knowledge-index.ts';
import type { IndexedDocument } from '../../../src/knowledge/index/passage-writer.ts';
import { readSynonymLines } from '../../../src/knowledge/text/load-synonyms.ts';
import { createSynonyms } from '../../../src/knowledge/text/synonyms.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuaihui-index-'));
  file = path.join(folder, 'base.db');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function document(
  name: string,
  text: string,
  given: Partial<IndexedDocument> = {},
): IndexedDocument {
  const { title, passages } = chunkDocument(text, { name, isMarkdown: true });
  return { document: name, revision: '1', title, isFaq: false, language: 'zh', passages, ...given };
}

const stores = [
  document(
    'stores.md',
    '# 门店\n\n## 北京门店\n\n每天九点开门，二十一点关门。\n\n## 上海门店\n\n每天十点开门，二十二点关门。\n\n## 广州门店\n\n每天八点开门。',
  ),
  document(
    'products.md',
    '# 商品\n\n## 户外手表\n\n售价 899 元，五十米防水。\n\n## 蓝牙耳机\n\n售价 299 元，不防水，充电一小时。\n\n## 行李箱\n\n售价 499 元，铝合金外壳。',
  ),
  document(
    'service.md',
    '# 服务\n\n## 发票\n\n在订单页申请电子发票。\n\n## 退货\n\n七天内可以退货。',
  ),
  document(
    'tickets.md',
    '# Tickets\n\n## Tickets for adults\n\nA day ticket for adults costs 30 euros.\n\n## Tickets for children\n\nChildren under twelve pay 12 euros.\n\n## Parking\n\nParking is free for visitors.',
    { language: 'en' },
  ),
];

function openStores(): KnowledgeIndex {
  const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
  for (const one of stores) index.put(one);
  return index;
}

function headings(
  index: KnowledgeIndex,
  question: string,
  query: Partial<TextQuery> = {},
): string[] {
  const { found } = index.search(question, { language: 'zh', limit: 5, ...query });
  return found.map(({ heading }) => heading);
}

describe('the index of a base', () => {
  it('holds one revision of a document, with ids that are never used again', () => {
    const index = openStores();
    const before = index.passageIds('service.md');
    expect(index.passagesByIds(before.toReversed()).map(({ heading }) => heading)).toEqual([
      '退货',
      '发票',
    ]);
    index.put(
      document('service.md', '# 服务\n\n## 换货\n\n可以换货。', {
        revision: '2',
        address: 'https://shop.example/s',
      }),
    );
    const after = index.passageIds('service.md');
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]);
    expect(index.passagesByIds(before)).toEqual([]);
    expect(index.revisions().get('service.md')).toBe('2');
    expect(headings(index, '怎么开发票')).not.toContain('发票');
    const { found } = index.search('怎么换货', { language: 'zh', limit: 1 });
    expect(found[0]).toMatchObject({ document: 'service.md', address: 'https://shop.example/s' });
    index.remove('service.md');
    expect(index.revisions().has('service.md')).toBe(false);
    expect(index.countPassages()).toBe(9);
  });

  it('is read by another process while one writes', () => {
    expect(openIndexToRead(file)).toBeUndefined();
    const writing = openIndexToWrite(file);
    const reading = openIndexToRead(file);
    if (reading === undefined) throw new Error('The index is there');
    const [writer, reader] = [createKnowledgeIndex(writing), createKnowledgeIndex(reading)];
    expect(headings(reader, '上海几点开门')).toEqual([]);
    for (const one of stores) writer.put(one);
    expect(headings(reader, '上海几点开门')[0]).toBe('上海门店');
    expect(() => reader.remove('stores.md')).toThrow(/readonly/);
    writer.remove('stores.md');
    expect(headings(reader, '上海几点开门')).not.toContain('上海门店');
    reading.close();
    writing.close();
  });

  it('gives scores that fall', () => {
    const { found } = openStores().search('上海门店几点开门', { language: 'zh', limit: 5 });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 1);
  });
});

describe('synonyms of an owner', () => {
  const lines = readSynonymLines(
    '# 我们的叫法\n小蓝 蓝牙耳机 bluebuds # 旧名\n只有一个\n\nday_pass ticket',
  );

  it('are words for the same thing', () => {
    expect(lines).toEqual(['小蓝 蓝牙耳机 bluebuds', 'day_pass ticket']);
    const synonyms = createSynonyms(lines);
    const index = createKnowledgeIndex(openIndexToWrite(file, synonyms), { synonyms });
    for (const one of stores) index.put(one);
    expect(headings(index, '小蓝多少钱')[0]).toBe('蓝牙耳机');
    expect(headings(index, 'bluebuds多少钱')[0]).toBe('蓝牙耳机');
    expect(headings(index, 'day pass for children', { language: 'en' })[0]).toBe(
      'Tickets for children',
    );
  });

  it('empty an index that was made with others', () => {
    const database = openIndexToWrite(file);
    createKnowledgeIndex(database).put(stores[0] ?? document('a', ''));
    database.close();
    const synonyms = createSynonyms(lines);
    expect(openIndexToRead(file, synonyms)).toBeUndefined();
    const again = openIndexToWrite(file, synonyms);
    expect(createKnowledgeIndex(again, { synonyms }).countPassages()).toBe(0);
    again.close();
  });
});

describe('a question that leaves its subject out', () => {
  it.each([
    ['北京门店几点开门', '那上海的呢？', '上海门店'],
    ['蓝牙耳机充电要多久', '多少钱？', '蓝牙耳机'],
    ['户外手表多少钱', '它防水吗', '户外手表'],
    ['蓝牙耳机多少钱', '它防水吗', '蓝牙耳机'],
    ['how much is a ticket for adults', 'and for children?', 'Tickets for children'],
  ])('is completed by the one before: %s %s', (previousQuestion, question, expected) => {
    const language = /[a-z]/.test(question) ? 'en' : 'zh';
    expect(headings(openStores(), question, { previousQuestion, language })[0]).toBe(expected);
  });

  it.each([
    ['Tickets for children', 'how much?', 'Tickets for children'],
    ['Do you have tickets for adults?', 'how much is it', 'Tickets for adults'],
    ['Parking', 'how much?', 'Parking'],
    ['行李箱', '多少钱？', '行李箱'],
    ['蓝牙耳机', '多少钱', '蓝牙耳机'],
    ['广州门店', '在哪里', '广州门店'],
  ])(
    'and asks for a side alone is about what the one before names: %s %s',
    (previousQuestion, question, expected) => {
      const language = /[a-z]/.test(question) ? 'en' : 'zh';
      expect(headings(openStores(), question, { previousQuestion, language })[0]).toBe(expected);
    },
  );

  it.each([
    ['蓝牙耳机多少钱', '怎么开发票', '发票'],
    ['蓝牙耳机多少钱', '能退货吗', '退货'],
    ['北京门店几点开门', '行李箱是什么材料的', '行李箱'],
    ['how much is a ticket for adults', 'where is the parking', 'Parking'],
  ])('is not dragged back when it has its own: %s %s', (previousQuestion, question, expected) => {
    const language = /[a-z]/.test(question) ? 'en' : 'zh';
    expect(headings(openStores(), question, { previousQuestion, language })[0]).toBe(expected);
  });
});

describe('a heading above many passages', () => {
  it('is told apart by the title, and found by itself in the order of the documents', () => {
    const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
    for (const name of ['A', 'B'])
      index.put(
        document(
          name,
          `# ${name}\n\n${'## 参数\n\n重量两公斤。\n\n## 其他\n\n无。\n\n'.repeat(500)}`,
        ),
      );
    const { fit, found } = index.search('参数', { language: 'zh', limit: 3 });
    expect(fit).toBe('perhaps');
    expect(found.map(({ document: name, asks }) => [name, asks])).toEqual(
      Array.from({ length: 3 }, () => ['A', 'A 参数']),
    );
  });
});

describe('what vectors found', () => {
  const cosines = { mean: 0.3, deviation: 0.1 };

  it('is among the first five beside what full text found', () => {
    const index = openStores();
    const [parking = 0] = index.passageIds('tickets.md').slice(-1);
    const question = '上海门店几点开门';
    const nearest = [{ passage: parking, cosine: 0.8 }];
    const found = headings(index, question, { nearest });
    expect(found[0]).toBe('上海门店');
    expect(found).toContain('Parking');
  });

  it('passes the floor only with a cosine that stands out', () => {
    const index = openStores();
    const [passage = 0] = index.passageIds('service.md');
    const search = (query: Partial<TextQuery>) =>
      index.search('太阳离地球有多远', { language: 'zh', limit: 5, ...query }).isBelowFloor;
    expect(search({})).toBe(true);
    expect(search({ nearest: [{ passage, cosine: 0.9 }] })).toBe(true);
    expect(search({ nearest: [{ passage, cosine: 0.45 }], cosines })).toBe(true);
    expect(search({ nearest: [{ passage, cosine: 0.9 }], cosines })).toBe(false);
  });

  it('leaves out passages that are gone', () => {
    const nearest = [{ passage: 4_711, cosine: 0.9 }];
    expect(headings(openStores(), '上海门店', { nearest })[0]).toBe('上海门店');
  });
});
