import type { DeliverySettings, DeliveryTexts } from '../../src/delivery/delivery-settings.ts';
import type { BacklogDeps } from '../../src/delivery/backlog.ts';
import type { DeliveryState, Part, PartState, OwedTurn, Via } from '../../src/delivery/ports.ts';

export const NOW = 1_700_000_000_000;

export const settings: DeliverySettings = {
  style: 'early',
  attemptMs: 5000,
  marginMs: 500,
  repeatComesWithinMs: 5500,
  maxAttempts: 3,
  textLimitBytes: 2048,
  aiLabel: '（AI生成）',
  answerLinks: () => '',
  owedIsStaleAfterMs: 3_600_000,
};

export const texts: DeliveryTexts = {
  more: '[more]',
  earlier: '[earlier]',
  stillWriting: '[still writing]',
  inQueue: ({ ahead }, comes) => `[${ahead} before, comes ${comes}]`,
};

/** What a backlog needs when nothing waits in the queue. */
export const backlogDeps: BacklogDeps = { settings, texts, placeOf: () => undefined };

export function turn(over: Partial<OwedTurn> = {}): OwedTurn {
  return {
    id: 't1',
    sequence: 1,
    state: 'complete',
    origin: 'model',
    answer: '',
    createdAt: NOW,
    endedAt: 0,
    askedBy: 'm1',
    parts: [],
    ...over,
  };
}

export function part(
  from: number,
  to: number,
  over: { number?: number; state?: PartState; via?: Via; at?: number } = {},
): Part {
  return { number: 1, from, to, via: 'passive', state: 'sent', at: NOW, ...over };
}

export function state(
  turns: readonly OwedTurn[],
  over: Partial<DeliveryState> = {},
): DeliveryState {
  return {
    now: NOW,
    version: 1,
    turns,
    givenTurns: [],
    quietUntil: 0,
    messagesLeft: 5,
    lastGivenAt: 0,
    ...over,
  };
}

/** `count` Chinese sentences of 36 bytes each. */
export function sentences(count: number, first = 1): string {
  return Array.from(
    { length: count },
    (_, n) => `这是第${String(first + n).padStart(3, '0')}句，不长也不短。`,
  ).join('');
}
