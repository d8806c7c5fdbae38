import { expect, it } from 'vitest';
import type { Model, ModelEvent } from '../../src/answering/model.ts';
import { readSummary } from '../../src/memory/read-summary.ts';

const cleaner = { push: (text: string) => text, end: () => '' };

it('a model that summarises without end is hung up on', async () => {
  let isLeft = false;
  const model: Model = {
    id: 'one/m',
    lane: { key: 'one' },
    async *stream(): AsyncGenerator<ModelEvent, void> {
      try {
        for (;;) {
          await Promise.resolve();
          yield { type: 'text', text: '没完没了。'.repeat(100) };
        }
      } finally {
        isLeft = true;
      }
    },
  };
  const request = { system: '', history: [], question: '' };
  const { signal } = new AbortController();
  const text = await readSummary(model, request, { createCleaner: () => cleaner, signal });
  expect(isLeft).toBe(true);
  expect(text.length).toBeLessThan(11_000);
});
