import { NOTHING } from '../../messages/reply.ts';
import { isVisible } from '../../messages/visible-text.ts';
import type { Rule } from '../rule.ts';

/** A text of which a reader sees nothing is no question. */
export const blankTextRule: Rule = {
  name: 'blank text',
  apply: (message) =>
    message.kind === 'text' && !isVisible(message.content)
      ? { is: 'reply', reply: NOTHING }
      : undefined,
};
