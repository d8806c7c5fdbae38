import type {
  ConversationSummary,
  TurnAnswer,
} from '../../console/conversations/conversations-contract.ts';
import { findGaps } from '../../delivery/gaps.ts';
import type { Part } from '../../delivery/ports.ts';
import type { ArchivedTurn } from '../../delivery/turn-archive.ts';
import type { TraceEntry } from '../../turns/trace.ts';
import type { TurnState } from '../../turns/turn.ts';

/** Characters of a text in a list. */
const CLIPPED = 200;

const STATES: Readonly<Record<TurnState, ConversationSummary['state']>> = {
  queued: 'under-way',
  generating: 'under-way',
  complete: 'answered',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Describes a turn for a list, or for a file with its whole texts. */
export function summariseTurn(turn: ArchivedTurn, texts: 'clipped' | 'whole'): ConversationSummary {
  const { question, answer, createdAt, parts, task } = turn;
  const given = parts.filter(isGiven);
  const times = given.map(({ at }) => Math.max(0, at - createdAt));
  const say = (text: string) => (texts === 'whole' ? text : clip(text));
  return {
    ...{ turnId: turn.id, account: turn.account, openId: turn.openId },
    ...{ question: say(question), answer: say(answer) },
    ...{ state: STATES[turn.state], origin: turn.origin, at: createdAt },
    ...(times.length > 0 && { firstWordsMs: Math.min(...times) }),
    ...(times.length > 0 && turn.delivery === 'given' && { wholeMs: Math.max(...times) }),
    via: [...new Set(given.map(({ via }) => via))],
    parts: given.length,
    ...(task !== undefined && { task }),
  };
}

/** Describes a turn with everything that is known of its way. */
export function describeTurn(
  turn: ArchivedTurn,
  entries: readonly TraceEntry[],
  traceDays: number,
): TurnAnswer {
  const { answer, parts, endedAt, noticeFrom } = turn;
  const traced: Pick<TurnAnswer, 'attempts' | 'calls' | 'steps'> = {
    attempts: [],
    calls: [],
    steps: [],
  };
  for (const entry of entries) {
    if (entry.type === 'attempt') traced.attempts.push(entry);
    else if (entry.type === 'call') traced.calls.push(entry);
    else traced.steps.push(toStep(entry));
  }
  return {
    ...summariseTurn(turn, 'whole'),
    ...{ conversationId: turn.conversationId, sequence: turn.sequence, delivery: turn.delivery },
    ...(endedAt !== undefined && { endedAt }),
    ...(noticeFrom !== undefined && { noticeFrom }),
    given: parts.map((part) => toGiven(part, answer)),
    // An answer that was given whole may end with spaces that no part holds.
    missing: findGaps(parts, answer.length)
      .map(({ from, to }) => answer.slice(from, to).toWellFormed())
      .filter((text) => text.trim() !== ''),
    ...traced,
    traceDays,
  };
}

function toStep(entry: Exclude<TraceEntry, { type: 'attempt' | 'call' }>): TurnAnswer['steps'][0] {
  if (entry.type !== 'search') return entry;
  return { ...entry, sources: [...entry.sources] };
}

function toGiven({ number, from, to, via, state, at, errcode }: Part, answer: string) {
  const text = answer.slice(from, to).toWellFormed();
  return { number, text, via, state, at, ...(errcode !== undefined && { errcode }) };
}

function isGiven({ state }: Part): boolean {
  return state === 'intended' || state === 'sent';
}

function clip(text: string): string {
  return text.length <= CLIPPED ? text : `${text.slice(0, CLIPPED).toWellFormed()}…`;
}
