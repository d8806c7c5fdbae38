import { expect, it } from 'vitest';
import type { Documents } from '../../../src/knowledge/bases/ports.ts';
import { createDocuments } from '../../../src/knowledge/bases/documents.ts';
import { createFaqBook } from '../../../src/knowledge/faq/faq-book.ts';
import type { CreateWorld } from '../../store/store-world.ts';

interface Row {
  readonly question: string;
  readonly variants?: readonly string[];
  readonly answer: string;
}

const sheet = (document: string, ...rows: readonly Row[]) => ({
  ...{ document, title: document, isFaq: true, language: 'zh' as const },
  ...{ hash: JSON.stringify(rows), bytes: 1 },
  passages: rows.map(({ question, variants = [], answer }) => ({
    ...{ heading: question, wordings: variants, body: answer },
  })),
});
const REFUND = { question: '怎么退款', answer: '点“退款”。' };

/** Counts what is read of the documents. */
function countReads(documents: Documents) {
  const reads = { generation: 0, list: 0, passages: [] as string[] };
  const counted: Pick<Documents, 'generation' | 'list' | 'passages'> = {
    generation: () => ((reads.generation += 1), documents.generation()),
    list: (base) => ((reads.list += 1), documents.list(base)),
    passages: (record) => (reads.passages.push(record.document), documents.passages(record)),
  };
  return { counted, reads };
}

/** What the FAQ has to keep over every driver. */
export function describeFaqBook(createWorld: CreateWorld): void {
  const open = async () => {
    const world = createWorld();
    const process = async () => {
      const store = await world.open();
      const documents = createDocuments({ ...store, clock: world.clock });
      const { counted, reads } = countReads(documents);
      return { documents, reads, counted, faq: createFaqBook(counted).ofBases(['shop', 'dir.1']) };
    };
    return { world, process, ...(await process()) };
  };
  const answerTo = async (faq: { find: (q: string) => Promise<unknown> }, question: string) =>
    ((await faq.find(question)) as { answer?: string } | undefined)?.answer;

  it('an entry that another process wrote answers the very next question, and a removed one no more', async () => {
    const { faq, process } = await open();
    const other = await process();
    expect(await faq.find('怎么退款')).toBeUndefined();
    await other.documents.put('shop', sheet('faq.csv', REFUND));
    expect(await faq.find('请问怎么退款')).toEqual({
      ...{ document: 'faq.csv', question: '怎么退款', variants: [], answer: '点“退款”。' },
    });
    await other.documents.put('shop', sheet('faq.csv', { ...REFUND, answer: 'new' }));
    expect(await answerTo(faq, '怎么退款')).toBe('new');
    await other.documents.remove('shop', 'faq.csv');
    expect(await faq.find('怎么退款')).toBeUndefined();
  });

  it('without a change a question costs one read of the store, and a change only what changed', async () => {
    const { documents, faq, reads } = await open();
    await documents.put('shop', sheet('one.csv', REFUND));
    await documents.put('dir.1', sheet('two.csv', { question: '几点上班', answer: '九点' }));
    await faq.find('怎么退款');
    Object.assign(reads, { generation: 0, list: 0, passages: [] });
    expect(await answerTo(faq, '几点上班')).toBe('九点');
    expect(reads).toEqual({ generation: 1, list: 0, passages: [] });
    await documents.put('dir.1', sheet('two.csv', { question: '几点上班', answer: '十点' }));
    expect(await answerTo(faq, '几点上班')).toBe('十点');
    expect(await answerTo(faq, '怎么退款')).toBe('点“退款”。');
    expect(reads.passages).toEqual(['two.csv']);
  });

  it('questions at the same time share what is read', async () => {
    const { documents, faq, reads } = await open();
    await documents.put('shop', sheet('one.csv', REFUND));
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerTo(faq, '怎么退款')));
    expect(new Set(answers)).toEqual(new Set(['点“退款”。']));
    expect(reads.passages).toEqual(['one.csv']);
  });

  it('documents without questions, failed ones and those of other bases are left out', async () => {
    const { documents, faq, reads } = await open();
    await documents.put('shop', { ...sheet('rules.md', REFUND), isFaq: false });
    await documents.put('other', sheet('faq.csv', REFUND));
    const problem = { en: 'broken', zh: '坏了' };
    await documents.fail('shop', { document: 'x', title: 'x', hash: 'x', bytes: 1, problem });
    expect(await faq.find('怎么退款')).toBeUndefined();
    expect(reads.passages).toEqual([]);
  });

  it('an accepted answer corrects the sheets, and a later one an earlier one', async () => {
    const { documents, faq, world } = await open();
    await documents.put('shop', sheet('faq.csv', REFUND));
    await documents.put('shop', sheet('learnt/b', { ...REFUND, answer: 'first' }));
    expect(await answerTo(faq, '怎么退款')).toBe('first');
    await world.clock.advance(1);
    await documents.put('shop', sheet('learnt/a', { question: '如何退款', answer: 'second' }));
    expect(await answerTo(faq, '怎么退款')).toBe('second');
  });

  it('a sheet of thousands of entries is read in slices', async () => {
    const { documents, faq } = await open();
    const rows = Array.from({ length: 2_000 }, (_, n) => ({
      ...{ question: `型号X${n}怎么开机`, answer: String(n) },
    }));
    await documents.put('shop', sheet('faq.csv', ...rows));
    let turns = 0;
    const loaded = answerTo(faq, '怎么开机，型号X1234');
    let isLoaded = false;
    void loaded.finally(() => (isLoaded = true));
    const spin = () => {
      turns += 1;
      if (!isLoaded) setImmediate(spin);
    };
    setImmediate(spin);
    expect(await loaded).toBe('1234');
    expect(turns).toBeGreaterThan(30);
  });
}
