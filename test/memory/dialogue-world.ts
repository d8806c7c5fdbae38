import { pino } from 'pino';
import { createAnswerTurn } from '../../src/answering/answer-turn.ts';
import { answerWithModel } from '../../src/answering/answer-with-model.ts';
import { composeStages } from '../../src/answering/compose-stages.ts';
import type { Model, ModelRequest } from '../../src/answering/model.ts';
import { createFacts } from '../../src/memory/facts.ts';
import { MEMORIES, SUMMARIES } from '../../src/memory/memory-collections.ts';
import { createPlaces } from '../../src/memory/places.ts';
import { createRemember } from '../../src/memory/stages/remember.ts';
import { createSummaries, SUMMARY_WORK } from '../../src/memory/summaries.ts';
import { createTokenRatios } from '../../src/memory/token-ratio.ts';
import { createRenderer } from '../../src/rendering/renderer.ts';
import { createBackground } from '../../src/runtime/background.ts';
import { createFirstUnderWay } from '../../src/server/first-under-way.ts';
import type { ClaimedTurn } from '../../src/turns/turn.ts';
import {
  accept,
  asks,
  follower,
  give,
  slice,
  type StoreProcess,
  type StoreWorld,
} from '../store/store-world.ts';

/** A model that a test tells what to say to a request. */
type Say = (request: ModelRequest, signal: AbortSignal) => string | Promise<string>;

/** One process with a memory over a real store. */
export interface Speaker {
  readonly store: StoreProcess;
  /** What the model that answers was asked, oldest first. */
  readonly asked: readonly ModelRequest[];
  /** What the summariser was asked. */
  readonly summarised: readonly ModelRequest[];
  readonly facts: ReturnType<typeof createFacts>;
  /** Asks a question and writes its answer; the follower has it afterwards. */
  says(question: string, who?: string): Promise<void>;
  /** The same in halves: what is between them happens while the follower waits. */
  begins(question: string, who?: string): Promise<ClaimedTurn>;
  writes(turn: ClaimedTurn): Promise<string>;
  delivers(turn: ClaimedTurn, answer: string): Promise<void>;
  /** Handles what is due until nothing is. */
  rests(): Promise<void>;
  /** Breaks everything off, as a kill does. */
  dies(): void;
}

export interface SpeakerSettings {
  readonly historyTokens?: number;
  readonly answer?: Say;
  readonly summarise?: Say | undefined;
}

function createModel(id: string, say: Say, requests: ModelRequest[]): Model {
  return {
    id,
    lane: { key: id },
    async *stream(request, signal) {
      requests.push(request);
      yield { type: 'text', text: await say(request, signal) };
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

let messages = 0;

/** Opens a process. Its summariser, unless it is told otherwise, keeps every word that looks like `FACT-1`. */
export async function openSpeaker(
  world: StoreWorld,
  { historyTokens = 1000, answer = () => '好的。', summarise = keepFacts }: SpeakerSettings = {},
): Promise<Speaker> {
  const store = await world.open();
  const asked: ModelRequest[] = [];
  const summarised: ModelRequest[] = [];
  const log = pino({ level: 'silent' });
  const settings = { systemPrompt: '系统', language: 'zh', historyTokens } as const;
  const summariser = createModel('p/summary', summarise, summarised);
  const ratios = createTokenRatios();
  const background = createBackground(log);
  const clock = world.clock.forProcess();
  const facts = createFacts({
    records: store.collections.open(MEMORIES),
    turns: store.turns,
    clock,
  });
  const summaries = createSummaries({
    ...{ settings, ratios, background, clock, log },
    summariser: () => summariser,
    records: store.collections.open(SUMMARIES),
    turns: store.turns,
    underWay: createFirstUnderWay(store.deliveries),
    work: store.work,
    processes: store.processes,
    createCleaner: createRenderer,
    places: createPlaces(1),
    keptForMs: 24 * 60 * 60_000,
  });
  const write = createAnswerTurn({
    pipeline: {
      name: 'p/answer',
      answer: composeStages(
        [createRemember({ summaries, facts, ratios })],
        answerWithModel(createModel('p/answer', answer, asked)),
      ),
    },
    turns: store.turns,
    settings,
  });
  const stopWork = store.work.start((item) =>
    item.kind === SUMMARY_WORK ? summaries.runDueWork(item) : Promise.resolve('done'),
  );

  const speaker: Speaker = {
    ...{ store, asked, summarised, facts },
    async begins(question, who = follower.openId) {
      const over = { follower: { account: 'default', openId: who } };
      const key = `message ${(messages += 1)}`;
      const { claimed } = await accept(store, key, asks(question), over);
      if (!claimed) throw new Error('The turn was not claimed');
      keys.set(claimed.id, key);
      return claimed;
    },
    async writes(turn) {
      let text = '';
      for await (const event of write(
        { ...turn, askedAt: 0 },
        () => '',
        new AbortController().signal,
      ))
        if (event.type === 'text') text += event.text;
      await store.turns.finish(turn, { state: 'complete', rest: text }, 'model');
      return text;
    },
    async delivers(turn, text) {
      const over = { follower: turn.follower };
      await give(store, keys.get(turn.id) ?? '', [slice(turn, 0, text.length)], over);
    },
    async says(question, who) {
      const turn = await speaker.begins(question, who);
      await speaker.delivers(turn, await speaker.writes(turn));
    },
    rests: () => world.clock.advance(5000),
    dies() {
      clock.freeze();
      store.freeze();
      void stopWork;
    },
  };
  const keys = new Map<string, string>();
  return speaker;
}

/** Writes down every fact that stands in the request, and nothing else. */
export function keepFacts({ question }: ModelRequest): string {
  return ['要点', ...new Set(question.match(/FACT-\d+/g))].join('，') + '，';
}

/** Everything that a request sends. */
export function wordsOf({ system, history, question }: ModelRequest): string {
  return [system, ...history.flatMap((turn) => [turn.question, turn.answer]), question].join('\n');
}
