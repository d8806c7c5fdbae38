import { expect, it } from 'vitest';
import type { Retriever } from '../../../src/answering/retriever.ts';
import { basesOf } from '../../../src/server/knowledge/account-bases.ts';
import { createAccountKnowledge } from '../../../src/server/knowledge/account-knowledge.ts';

const retrieverOf = (name: string): Retriever => ({
  search: () => Promise.resolve({ fit: 'perhaps', isBelowFloor: true, found: [] }),
  examples: () => Promise.resolve([name]),
});

function makeKnowledge(mayUseHandbook: boolean) {
  const summary = { documents: 0, passages: 0, failed: [] };
  const summaries = { read: () => Promise.resolve(summary), known: () => summary };
  const knowledge = createAccountKnowledge({
    ...{ bases: basesOf('shop', { bases: undefined, folder: undefined }), mayUseHandbook },
    rules: { isOnly: false, refusalText: undefined, linkHosts: [] },
    ...{
      documents: retrieverOf('documents'),
      retire: () => {},
      handbook: () => retrieverOf('handbook'),
    },
    ...{ faq: { find: () => Promise.resolve(undefined) }, summaries },
  });
  const source = async () => (await knowledge.retriever.examples('zh', 1))[0];
  return { summary, knowledge, source };
}

it('the handbook answers until the owner adds the first document, and again without one', async () => {
  const { summary, knowledge, source } = makeKnowledge(true);
  expect([await source(), await knowledge.usesHandbook()]).toEqual(['handbook', true]);
  summary.documents = 1;
  expect([await source(), await knowledge.usesHandbook()]).toEqual(['documents', false]);
  summary.documents = 0;
  expect(await source()).toBe('handbook');
});

it('the handbook never answers where a model, a folder or a base is set', async () => {
  const { knowledge, source } = makeKnowledge(false);
  expect([await source(), await knowledge.usesDocuments()]).toEqual(['documents', false]);
});
