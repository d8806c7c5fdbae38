import type {
  ConversationSummary,
  TurnAnswer,
} from '../../../../console/conversations/conversations-contract.ts';
import type { Tone } from '../../parts/notice.tsx';

const STATES: Readonly<Record<ConversationSummary['state'], Tone>> = {
  answered: 'good',
  failed: 'fault',
  cancelled: 'plain',
  'under-way': 'news',
};

const PARTS: Readonly<Record<TurnAnswer['given'][number]['state'], Tone>> = {
  intended: 'good',
  sent: 'good',
  lost: 'warning',
  failed: 'fault',
};

/** Returns the colour of a turn's state. */
export function toneOf(state: ConversationSummary['state']): Tone {
  return STATES[state];
}

/** Returns the colour of a part's state. */
export function toneOfPart(state: TurnAnswer['given'][number]['state']): Tone {
  return PARTS[state];
}
