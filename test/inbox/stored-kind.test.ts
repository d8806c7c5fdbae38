import { expect, it } from 'vitest';
import { carriesText, storedKindOf, type StoredKind } from '../../src/inbox/stored-kind.ts';
import type { Plan } from '../../src/inbox/ports.ts';
import { asks, continues, replies, saysNothing } from '../store/store-world.ts';

// Data of earlier versions holds these words.
it.each<[Plan, StoredKind, boolean]>([
  [replies('你好')(), 'reply', false],
  [saysNothing()(), 'nothing', false],
  [asks('你好')(), 'question', true],
  [continues(), 'continue', true],
])('the plan %j is stored as %s, and may carry what is owed: %s', (plan, kind, carries) => {
  expect(storedKindOf(plan)).toBe(kind);
  expect(carriesText(kind)).toBe(carries);
});
