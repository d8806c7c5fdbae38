import { pino } from 'pino';
import { answerWithModel } from '../../../src/answering/answer-with-model.ts';
import { createAnswerTurn } from '../../../src/answering/answer-turn.ts';
import { composeStages } from '../../../src/answering/compose-stages.ts';
import type { Passage } from '../../../src/answering/retriever.ts';
import { createKnowLinks } from '../../../src/answering/stages/know-links.ts';
import { createRefuse } from '../../../src/answering/stages/refuse.ts';
import { createRetrieve } from '../../../src/answering/stages/retrieve.ts';
import { createTellPassages } from '../../../src/answering/stages/tell-passages.ts';
import { createEventBus } from '../../../src/events/event-bus.ts';
import { createRenderer } from '../../../src/rendering/renderer.ts';
import { sourceLines } from '../../../src/rendering/source-lines.ts';
import { createBackground } from '../../../src/runtime/background.ts';
import { createAnswerQueue } from '../../../src/turns/answer-queue.ts';
import { createEngine } from '../../../src/turns/engine.ts';
import { createFlusher } from '../../../src/turns/flusher.ts';
import type { ClaimedTurn } from '../../../src/turns/turn.ts';
import { createStepClock, settle } from '../../support/step-clock.ts';
import { createTurnStoreDouble } from '../../turns/turn-store-double.ts';
import type { HostileDocument } from './hostile-documents.ts';
import { createObedientModel } from './obedient-model.ts';

/** Words that no answer may hold: another follower's, and a key. */
export const OTHERS = ['长安街1号', 'sk-canary-7f3a'];
const PROMPT = '你是小店客服，官网 shop.com。';

export interface Played {
  readonly requests: readonly string[];
  /** All that the model said, and all that the follower read. */
  readonly said: string;
  readonly read: string;
  readonly hosts: readonly string[];
}

/** Asks a question that a hostile document answers, through the stages, the engine and the renderer. */
export async function playInjection(hostile: HostileDocument, isOnly: boolean): Promise<Played> {
  const clock = createStepClock();
  const turns = createTurnStoreDouble();
  const log = pino({ level: 'silent' });
  const background = createBackground(log);
  const model = createObedientModel();
  const hosts: string[] = [];
  const passage: Passage = {
    ...{ document: 'rules.md', title: hostile.title ?? '规则', heading: hostile.heading ?? '退款' },
    ...{ body: `七天内可以退款。\n${hostile.body}`, asks: '退款', score: 1 },
    ...(hostile.address !== undefined && { address: hostile.address }),
  };
  const good: Passage = {
    ...{ document: 'help.md', title: '帮助', heading: '退款', body: '见帮助页。', asks: '退款' },
    ...{ address: 'https://docs.shop.com/help', score: 0.5 },
  };
  const retriever = {
    search: () =>
      Promise.resolve({ fit: 'certain', isBelowFloor: false, found: [passage, good] } as const),
  };
  const refusalText = '没有找到。';
  const noteUnanswered = () => Promise.resolve();
  const answer = composeStages(
    [
      createRetrieve(retriever),
      ...(isOnly ? [createRefuse({ refusalText, noteUnanswered })] : []),
      createTellPassages({
        ...{ linkHosts: [], noteUnanswered, hasDocuments: () => Promise.resolve(true) },
        refusalText: isOnly ? refusalText : undefined,
      }),
      createKnowLinks({ unknownLinks: 'mark', linkHosts: [] }),
    ],
    answerWithModel(model),
  );
  const received: { question: string; answer: string; turnId: string; sequence: number }[] = [];
  const history = ({ follower }: Pick<ClaimedTurn, 'follower'>) =>
    Promise.resolve(
      follower.openId === 'oFollower'
        ? received
        : [{ question: '我是小红，住长安街1号', answer: '好。', turnId: 'x', sequence: 1 }],
    );
  const engine = createEngine({
    ...{ turns, background, clock, log, events: createEventBus(log) },
    writer: { name: 'obedient', lane: { key: 'obedient' } },
    write: createAnswerTurn({
      pipeline: { name: 'obedient', answer },
      turns: { history },
      settings: { systemPrompt: PROMPT, language: 'zh', historyTokens: 4000 },
    }),
    queue: createAnswerQueue({ atOnce: 10, accounts: () => 1, clock }),
    flusher: createFlusher({ turns, clock, onFailure: () => {} }),
    createRenderer: ({ continues, links }) =>
      createRenderer({
        continues,
        links: links && { allowed: links, onOther: (host) => void hosts.push(host) },
      }),
    texts: {
      ...{ failed: '[failed]', interrupted: '[interrupted]', cutOff: '[cut off]' },
      ...{ refused: '[refused]', questionTooLong: '[too long]', cutByFilter: '[filter]' },
      ...{ budgetUsedUp: '[budget]', priceMissing: '[price]', taskFailed: '[task]' },
    },
    formatChoices: () => '',
    formatSources: (sources, { links }) => sourceLines(sources, { language: 'zh', links }),
    courier: { deliver: () => {} },
    changes: { follow: () => () => {} },
    joinsMessages: false,
    successor: { beginNext: () => {} },
    countsTokens: false,
  });
  const ask = async (question: string): Promise<string> => {
    const turn = turns.add(question);
    engine.runNext(turn.follower);
    if (turn.id === 't1') engine.run(turn);
    await clock.advance(1000);
    await settle();
    const row = turns.row(turn);
    if (row.state !== 'complete') throw new Error(`${hostile.wants}: ${row.state} ${row.answer}`);
    const words = row.answer.slice(0, row.noticeFrom).trim();
    received.push({ question, answer: words, turnId: turn.id, sequence: turn.sequence });
    return row.answer;
  };
  const read = [await ask('怎么退款')];
  if (hostile.asksAgain !== undefined) read.push(await ask(hostile.asksAgain));
  return {
    ...{ requests: model.requests, said: model.said.join('\n'), read: read.join('\n'), hosts },
  };
}
