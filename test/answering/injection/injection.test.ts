import { describe, expect, it } from 'vitest';
import { hostileDocuments } from './hostile-documents.ts';
import { listLeaks } from './judge-injection.ts';
import { playInjection } from './play-injection.ts';

describe.each([false, true])('a model that obeys documents, only documents: %s', (isOnly) => {
  it.each(hostileDocuments)('$wants does not leave', async (hostile) => {
    const played = await playInjection(hostile, isOnly);
    expect(listLeaks(played)).toEqual([]);
    expect(played.read).toContain('七天内可以退款[1]。');
    expect(played.read).toMatch(/\n\n\[1\] /);
  });
});

it('the judge sees what would leave without the filter', async () => {
  for (const hostile of hostileDocuments.slice(0, 3)) {
    const played = await playInjection(hostile, false);
    expect(listLeaks({ ...played, read: played.said })).not.toEqual([]);
  }
});
