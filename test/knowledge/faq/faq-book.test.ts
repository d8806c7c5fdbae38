import { describe, expect, it } from 'vitest';
import { createFaqBook } from '../../../src/knowledge/faq/faq-book.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import { describeFaqBook } from './faq-book.contract.ts';

describe('the FAQ over SQLite', () => describeFaqBook(createSqliteWorld));

const record = {
  ...{ base: 'shop', document: 'faq.csv', title: '', isFaq: true, language: 'zh' as const },
  ...{ hash: '', bytes: 1, passages: 1, state: 'ok' as const, importedAt: 1 },
};

it('a document that is replaced while it is read is looked up anew', async () => {
  let revision = 1;
  const faq = createFaqBook({
    generation: () => Promise.resolve(5),
    list: () => Promise.resolve([{ ...record, revision: String(revision) }]),
    passages: ({ revision: asked }) => {
      if (asked === '1') revision = 2;
      const passages = [{ heading: '怎么退款', body: `of ${asked}`, wordings: [] }];
      return Promise.resolve(asked === '1' ? undefined : passages);
    },
  }).ofBases(['shop']);
  expect((await faq.find('怎么退款'))?.answer).toBe('of 2');
});

it('while the store is away nothing that may be taken back is answered, and then it goes on', async () => {
  let isAway = false;
  const faq = createFaqBook({
    generation: () =>
      isAway ? Promise.reject(new StoreUnavailableError('away')) : Promise.resolve(1),
    list: () => Promise.resolve([{ ...record, revision: '1' }]),
    passages: () => Promise.resolve([{ heading: '怎么退款', body: 'yes', wordings: [] }]),
  }).ofBases(['shop']);
  expect((await faq.find('怎么退款'))?.answer).toBe('yes');
  isAway = true;
  await expect(faq.find('怎么退款')).rejects.toThrow('away');
  isAway = false;
  expect((await faq.find('怎么退款'))?.answer).toBe('yes');
});
