import { describe, expect, it } from 'vitest';
import { openIndexToWrite } from '../../../src/knowledge/index/index-database.ts';
import { createKnowledgeIndex } from '../../../src/knowledge/index/knowledge-index.ts';
import { createDocumentReader } from '../../../src/knowledge/import/read-document.ts';
import { makeXlsx } from './make-files.ts';

const HEADER = ['型号', '名称', '价格', '保修'];
const ROWS = Array.from({ length: 300 }, (_, n) => [
  `R${n + 1}`,
  `扫地机器人第 ${n + 1} 代`,
  `${(n + 1) * 7 + 1000} 元`,
  `${(n % 3) + 1} 年`,
]);

/** Reads a file and looks a question up in it. */
async function find(name: string, bytes: Uint8Array, question: string) {
  const read = await createDocumentReader().read(bytes, name);
  if (read.is === 'failed') throw new Error(read.document.problem.en);
  const index = createKnowledgeIndex(openIndexToWrite(':memory:'));
  index.put({ ...read.document, revision: '1' });
  return index.search(question, { language: 'zh', limit: 3 }).found.map(({ body }) => body);
}

describe('a price list of many rows', () => {
  it.each([
    ['价格表.csv', Buffer.from([HEADER, ...ROWS].map((row) => row.join(',')).join('\n'))],
    ['价格表.xlsx', makeXlsx({ 价格: [HEADER, ...ROWS] })],
  ])('%s: a row is found with the names of its columns', async (name, bytes) => {
    for (const [question, row] of [
      ['R4 多少钱', ROWS[3]],
      ['R250 保修几年', ROWS[249]],
    ] as const) {
      const [best = ''] = await find(name, bytes, question);
      expect(best).toContain(`| ${HEADER.join(' | ')} |\n`);
      expect(best).toContain(`| ${row?.join(' | ')} |`);
    }
  });
});
