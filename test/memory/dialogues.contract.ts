import { expect, it } from 'vitest';
import { estimateTokens } from '../../src/answering/estimate-tokens.ts';
import type { ModelRequest } from '../../src/answering/model.ts';
import { SUMMARIES } from '../../src/memory/memory-collections.ts';
import { followerPrefix } from '../../src/runtime/collection.ts';
import { createSeededRandom } from '../faults/seeded-random.ts';
import {
  accept,
  follower,
  LEASE_ENDS_MS,
  replies,
  type CreateWorld,
} from '../store/store-world.ts';
import { gate } from '../support/start-bot.ts';
import { keepFacts, openSpeaker, wordsOf } from './dialogue-world.ts';

const words = (count: number) => '天地玄黄宇宙洪荒'.repeat(count).slice(0, count);
/** What goes along with a question, but for the instructions. */
const tokensOfMemory = ({ system, history }: ModelRequest) =>
  estimateTokens(system.slice('系统'.length)) +
  history.reduce(
    (sum, turn) => sum + estimateTokens(turn.question) + estimateTokens(turn.answer),
    0,
  );

/** What a conversation has to hold over every store. */
export function describeDialogues(createWorld: CreateWorld, { interleaved = 1000 } = {}): void {
  it('a 12th question goes along with the fact of the first, within the budget', async () => {
    const speaker = await openSpeaker(createWorld(), {
      historyTokens: 600,
      answer: () => words(60),
    });
    for (let n = 1; n <= 12; n += 1) {
      await speaker.says(n === 1 ? `我叫 FACT-1 ${words(60)}` : words(60));
      await speaker.rests();
    }
    const last = speaker.asked[11];
    if (!last) throw new Error('nothing was asked');
    expect(wordsOf(last)).toContain('FACT-1');
    expect(last.history.length).toBeLessThan(11);
    for (const request of speaker.asked) expect(tokensOfMemory(request)).toBeLessThanOrEqual(600);
  });

  it('30 long turns cost a flat prompt, at most half of sending everything, and lose no fact', async () => {
    const speaker = await openSpeaker(createWorld(), {
      historyTokens: 4000,
      answer: () => words(300),
    });
    for (let n = 1; n <= 30; n += 1) {
      await speaker.says(`${[1, 8, 15].includes(n) ? `FACT-${n}` : ''}${words(300)}`.slice(0, 300));
      await speaker.rests();
    }
    const read = (request: ModelRequest) => estimateTokens(wordsOf(request));
    const costs = speaker.asked.map(read);
    for (const cost of costs.slice(14)) expect(cost / (costs[14] ?? 0)).toBeLessThan(1.05);
    const everything = costs.reduce((sum, _cost, n) => sum + n * 450 + 225 + 2, 0);
    const withSummaries = [...costs, ...speaker.summarised.map(read)].reduce((a, b) => a + b, 0);
    expect(withSummaries).toBeLessThan(everything / 2);
    const last = speaker.asked[29];
    for (const fact of ['FACT-1，', 'FACT-8', 'FACT-15'])
      expect(last && wordsOf(last)).toContain(fact);
  });

  it('nothing is summarised before the answer is there, and nothing in a short conversation', async () => {
    const world = createWorld();
    const answers = ({ question }: ModelRequest) => question;
    const speaker = await openSpeaker(world, { answer: answers });
    await speaker.says('你好');
    await speaker.rests();
    await speaker.says(words(300));
    await speaker.rests();
    const turn = await speaker.begins(words(300));
    await speaker.rests();
    expect(speaker.summarised).toEqual([]);
    const answer = await speaker.writes(turn);
    await world.clock.advance(3000);
    expect(speaker.summarised).toEqual([]);
    await speaker.delivers(turn, answer);
    await world.clock.advance(3000);
    expect(speaker.summarised).toHaveLength(1);
  });

  it('nothing is summarised where no history goes along', async () => {
    const speaker = await openSpeaker(createWorld(), { historyTokens: 0 });
    for (let n = 0; n < 3; n += 1) await speaker.says(words(100));
    await speaker.rests();
    expect(speaker.summarised).toEqual([]);
    const summaries = speaker.store.collections.open(SUMMARIES);
    expect(await summaries.list(followerPrefix(follower))).toEqual([]);
  });

  it('the next question is asked while a summary is still being written', async () => {
    const { opened, open } = gate();
    const world = createWorld();
    const speaker = await openSpeaker(world, {
      answer: () => words(300),
      summarise: async (request) => (await opened, keepFacts(request)),
    });
    for (const fact of ['FACT-1', 'FACT-2', 'FACT-3']) await speaker.says(fact + words(250));
    await speaker.rests();
    expect(speaker.summarised).toHaveLength(1);
    await speaker.says('FACT-4');
    expect(speaker.asked).toHaveLength(4);
    open();
    await speaker.rests();
    await speaker.says('还记得吗？');
    const last = speaker.asked[4];
    for (const n of [1, 2, 3, 4]) expect(last && wordsOf(last)).toContain(`FACT-${n}`);
  });

  it('a kill between answer and summary loses neither', async () => {
    const world = createWorld();
    const never = new Promise<string>(() => {});
    const first = await openSpeaker(world, { answer: () => words(300), summarise: () => never });
    for (const fact of ['FACT-1', 'FACT-2', 'FACT-3']) await first.says(fact + words(250));
    await first.rests();
    expect(first.summarised).toHaveLength(1);
    first.dies();
    const second = await openSpeaker(world, { answer: () => words(300) });
    await world.clock.advance(LEASE_ENDS_MS + 10_000);
    expect(second.summarised).toHaveLength(1);
    await second.says('还记得吗？');
    const [last] = second.asked;
    for (const n of [1, 2, 3]) expect(last && wordsOf(last)).toContain(`FACT-${n}`);
  });

  it('a summary that fails is tried a few times, then with the next turn, and no answer suffers', async () => {
    const speaker = await openSpeaker(createWorld(), {
      answer: () => words(300),
      summarise: () => Promise.reject(new Error('overloaded')),
    });
    for (let n = 0; n < 3; n += 1) await speaker.says(words(300));
    for (let n = 0; n < 60; n += 1) await speaker.rests();
    expect(speaker.summarised).toHaveLength(3);
    await speaker.says(words(300));
    await speaker.rests();
    expect(speaker.asked).toHaveLength(4);
    expect(speaker.summarised).toHaveLength(4);
  });

  it('what a model writes after the follower was forgotten is not stored', async () => {
    const { opened, open } = gate();
    const speaker = await openSpeaker(createWorld(), {
      answer: () => words(300),
      summarise: async () => (await opened, 'FACT-1'),
    });
    for (let n = 0; n < 3; n += 1) await speaker.says(words(300));
    await speaker.rests();
    expect(speaker.summarised).toHaveLength(1);
    await accept(speaker.store, 'delete', replies('已删除', { forget: true }));
    open();
    await speaker.rests();
    expect(await speaker.store.collections.ofFollower(follower)).toEqual([]);
  });

  it('two followers who talk in turns read nothing of each other', async () => {
    const random = createSeededRandom(21);
    const world = createWorld();
    const speaker = await openSpeaker(world, {
      historyTokens: 300,
      answer: ({ question }) => `${question.slice(0, 8)}${words(40)}`,
    });
    const markers = ['FACT-111', 'FACT-222'];
    for (let n = 0; n < interleaved; n += 1) {
      const who = random() < 0.5 ? 0 : 1;
      await speaker.says(`${markers[who]}${words(20)}`, `oWho${who}`);
      if (n % 7 === 0) await world.clock.advance(400);
    }
    expect(speaker.summarised.length).toBeGreaterThan(interleaved / 20);
    for (const request of [...speaker.asked, ...speaker.summarised]) {
      const held = markers.filter((marker) => wordsOf(request).includes(marker));
      expect(held).toHaveLength(1);
    }
  });

  it('a new conversation knows the facts and not the summary', async () => {
    const speaker = await openSpeaker(createWorld(), { answer: () => words(300) });
    for (const fact of ['FACT-1', 'FACT-2', 'FACT-3']) await speaker.says(fact + words(250));
    await speaker.rests();
    const wish = { follower, turnId: 'id-000001', text: 'FACT-9', said: '记住 FACT-9' };
    const turn = await speaker.begins('记住 FACT-9');
    await speaker.facts.remember({ ...wish, turnId: turn.id });
    await speaker.delivers(turn, await speaker.writes(turn));
    await accept(speaker.store, 'new', replies('好', { newConversation: true, drop: true }));
    await speaker.says('你好');
    const last = speaker.asked.at(-1);
    expect(last && wordsOf(last)).not.toMatch(/FACT-[123]/);
    // Asked as a question it is no fact any more.
    expect(await speaker.facts.list(follower)).toEqual([]);
    expect(
      await speaker.store.collections.open(SUMMARIES).list(followerPrefix(follower)),
    ).toHaveLength(1);
  });
}
