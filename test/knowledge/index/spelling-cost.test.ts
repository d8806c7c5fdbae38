import { expect, test } from 'vitest';
import { openIndexToWrite } from '../../../src/knowledge/index/index-database.ts';
import { createKnowledgeIndex } from '../../../src/knowledge/index/knowledge-index.ts';

test('a slip of the fingers is corrected, and a question of nonsense looks few words up', () => {
  const database = openIndexToWrite(':memory:');
  const index = createKnowledgeIndex(database);
  const passages = [{ heading: 'Delivery', body: 'The package takes three days.', wordings: [] }];
  index.put({
    document: 'a.md',
    revision: '1',
    title: 'Shop',
    isFaq: false,
    language: 'en',
    passages,
  });
  const query = { language: 'en', limit: 3 } as const;
  expect(index.search('is my pakcage here', query).found[0]?.document).toBe('a.md');
  const nonsense = 'qxzja qxzjb qxzjc qxzjd qxzje';
  expect(index.search(`${nonsense} pakcage`, query).found).toEqual([]);
  database.close();
});
