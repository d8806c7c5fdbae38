import { describe, expect, it } from 'vitest';
import { listOwed } from '../../src/delivery/owed-text.ts';
import { part, turn } from './delivery-state.ts';

const fresh = { isStale: () => false };

describe('owed text', () => {
  it('is in the order of the questions, and of each answer from its beginning', () => {
    const lost = part(0, 2, { state: 'lost' });
    const turns = [
      turn({ id: 'a', answer: '一。二。三。', parts: [lost, part(2, 4)] }),
      turn({ id: 'b', answer: '四。' }),
    ];
    const stretches = listOwed(turns, fresh).texts.map(({ turnId, from, to }) => [
      turnId,
      from,
      to,
    ]);
    expect(stretches).toEqual([
      ['a', 0, 2],
      ['a', 4, 6],
      ['b', 0, 2],
    ]);
  });

  it.each([
    ['the beginning of a model answer', {}, true],
    ['a failed answer that had begun', { noticeFrom: 2, state: 'failed' }, true],
    ['our own sentence in place of an answer', { noticeFrom: 0, state: 'failed' }, false],
    ['a quoted document', { origin: 'documents' }, false],
    ['the rest of a model answer', { parts: [part(0, 2)] }, false],
    ['a beginning that was lost', { parts: [part(0, 2, { state: 'lost' })] }, true],
  ] as const)('is labelled or not: %s', (_title, over, needsLabel) => {
    const [text] = listOwed([turn({ answer: '一。二。', ...over })], fresh).texts;
    expect(text?.needsLabel).toBe(needsLabel);
  });

  it('knows where given parts ended', () => {
    const parts = [part(4, 6), part(0, 2), part(2, 4, { state: 'failed' })];
    const owed = listOwed([turn({ answer: '一。二。三。四。', parts })], fresh);
    expect(owed.texts.map(({ cuts }) => cuts)).toEqual([
      [2, 6],
      [2, 6],
    ]);
  });

  it.each([
    [['complete', 'failed'], true],
    [['complete', 'generating'], false],
    [['queued'], false],
    [['cancelled'], true],
    [[], true],
  ] as const)('is whole when every turn has ended: %j', (states, isWhole) => {
    const turns = states.map((state, n) => turn({ id: `t${n}`, state }));
    expect(listOwed(turns, fresh).isWhole).toBe(isWhole);
  });

  it('leaves stale turns out and says whether anything of them is owed', () => {
    const isStale = ({ id }: { id: string }) => id === 'old';
    const old = turn({ id: 'old', answer: '旧。', state: 'complete' });
    const owed = listOwed([old, turn({ id: 'new', answer: '新。' })], { isStale });
    expect(owed.texts.map(({ turnId }) => turnId)).toEqual(['new']);
    expect(owed.hasStale).toBe(true);
    const given = { ...old, parts: [part(0, 2)] };
    expect(listOwed([given], { isStale }).hasStale).toBe(false);
  });
});
