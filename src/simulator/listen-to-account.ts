import type { Logger } from 'pino';
import type { DomainEvent } from '../events/domain-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { TurnStore } from '../turns/ports.ts';
import type { PageEvent } from './page/page-events.ts';
import type { PassiveSlices } from './passive-slices.ts';

interface AccountListenerDeps {
  /** The played account's own bus. */
  readonly events: Pick<EventBus, 'on'>;
  /** Where the texts are: an event carries none. */
  readonly turns: Pick<TurnStore, 'read'>;
  readonly passiveSlices: PassiveSlices;
  readonly tell: (event: PageEvent) => void;
  readonly log: Logger;
}

type Grown = Extract<DomainEvent, { type: 'answer-grown' }>;

/**
 * Tells the page what happens to the questions of the played account. All is told in the order in which it happened,
 * also where a text is read first: the page must know an answer before the parts of it that are given.
 */
export function listenToAccount(deps: AccountListenerDeps): { close(): Promise<void> } {
  const { events, turns, passiveSlices, tell } = deps;
  /** How much of each growing answer the page knows. */
  const toldLengths = new Map<string, number>();
  let told = Promise.resolve();

  const inOrder = (work: () => void | Promise<void>) => {
    told = told
      .then(work)
      .catch((error: unknown) =>
        deps.log.error(
          { code: 'listener_failed', err: error, zh: '模拟器没能显示一件事' },
          'The simulator could not tell its page what happened',
        ),
      );
  };
  const tellInOrder = (event: PageEvent) => inOrder(() => tell(event));
  /** Reads immediately, and uses the answer when all before it is told. */
  const withAnswer = (turnId: string, use: (answer: string) => void) => {
    const reading = turns.read(turnId).catch((error: unknown) => {
      deps.log.warn(
        { code: 'store_failed', turn: turnId, err: error, zh: '模拟器没能读到一个回答' },
        'The simulator could not read an answer; it is shown when it grows again',
      );
      return undefined;
    });
    inOrder(async () => {
      const turn = await reading;
      if (turn) use(turn.answer);
    });
  };
  const tellGrowth = ({ turnId, length }: Grown) =>
    withAnswer(turnId, (answer) => {
      const text = answer.slice(toldLengths.get(turnId) ?? 0, length);
      toldLengths.set(turnId, length);
      if (text !== '') tell({ type: 'grown', turnId, text });
    });

  const stops = [
    events.on('message-received', ({ openId, key, turnId }) => {
      if (turnId !== undefined) tellInOrder({ type: 'turn', turnId, openId, key });
    }),
    events.on('turn-taken-over', ({ turnId, openId, length }) =>
      withAnswer(turnId, (answer) => {
        toldLengths.set(turnId, length);
        tell({ type: 'taken-over', turnId, answer: answer.slice(0, length), openId });
      }),
    ),
    events.on('answerer-asked', ({ turnId, answerer }) =>
      tellInOrder({ type: 'model-began', turnId, answerer }),
    ),
    events.on('answerer-first-text', ({ turnId }) =>
      tellInOrder({ type: 'model-first-text', turnId }),
    ),
    events.on('answerer-ended', ({ turnId, how, failure, promptTokens, completionTokens }) =>
      tellInOrder({
        type: 'model-ended',
        ...{ turnId, how },
        ...(failure && { failure }),
        ...(promptTokens !== undefined && { promptTokens }),
        ...(completionTokens !== undefined && { completionTokens }),
      }),
    ),
    events.on('answer-grown', tellGrowth),
    events.on('answer-ended', ({ turnId, end }) => {
      // One that another process goes on with still grows.
      if (end === 'replaced' || end === 'handed over') return;
      inOrder(() => void toldLengths.delete(turnId));
    }),
    events.on('parts-given', (given) => {
      const { slices, via } = given;
      const key = given.via === 'passive' ? { key: given.key } : {};
      if (given.via === 'passive') passiveSlices.set(given.key, slices);
      tellInOrder({ type: 'parts', slices, via, state: 'given', ...key });
    }),
    events.on('parts-lost', ({ slices }) =>
      tellInOrder({ type: 'parts', slices, via: 'customer-service', state: 'failed' }),
    ),
    events.on('reply-lost', ({ key }) => {
      const slices = passiveSlices.get(key);
      if (slices) tellInOrder({ type: 'parts', slices, via: 'passive', state: 'failed', key });
    }),
  ];

  return {
    async close() {
      for (const stop of stops) stop();
      await told;
    },
  };
}
