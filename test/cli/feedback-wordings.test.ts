import { expect, test } from 'vitest';
import { showFeedback } from '../../src/cli/feedback/show-feedback.ts';

test('every wording that a draft answers is shown before it is accepted', () => {
  const draft = {
    id: 'abc',
    question: `怎么退货${'啊'.repeat(50)}转账`,
    variants: ['转账到哪里'],
    answer: 'A',
    from: 3,
    state: 'waiting',
  } as const;
  const shown = showFeedback({ drafts: [draft], feedback: [] }, 'zh').join('\n');
  expect(shown).toContain('转账到哪里');
  expect(shown).toContain(draft.question);
});
