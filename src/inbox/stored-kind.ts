import type { Plan } from './ports.ts';

/** What a message led to, in the words that both drivers store. */
export type StoredKind = 'reply' | 'nothing' | 'question' | 'continue';

/** Names a plan as it is stored. A task is followed like a question: both have a turn. */
export function storedKindOf(plan: Plan): StoredKind {
  if (plan.is === 'task') return 'question';
  return plan.is === 'reply' && plan.reply.kind === 'nothing' ? 'nothing' : plan.is;
}

/** Whether the attempts of such a message may carry what is owed, so that customer-service messages wait for them. */
export function carriesText(kind: StoredKind): boolean {
  return kind === 'question' || kind === 'continue';
}
