import { describe, expect, it } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import { takeBacklog } from '../../src/delivery/backlog.ts';
import { byteLength } from '../../src/rendering/split-text.ts';
import { state, NOW, part, sentences, settings, backlogDeps, turn } from './delivery-state.ts';
import { startAccount } from '../support/account-on-hand.ts';
import { finish, text } from '../answering/answerer-double.ts';

describe('what is owed', () => {
  it('an open attempt gets an empty answer when its follower asks to be forgotten', async () => {
    const bot = await startAccount();
    const never = { until: new Promise<void>(() => {}) };
    bot.answerer.script(never);
    const asked = bot.says('慢问题');
    await bot.pass(1000);
    // A loop of answerAttempt that runs in microtasks only would never end, because virtual time stands still.
    let looks = 0;
    const now = bot.clock.now;
    (bot.clock as { now: () => number }).now = () => {
      if ((looks += 1) > 5000) throw new Error('answerAttempt spins');
      return now();
    };
    const gone = bot.says('确认删除');
    await bot.pass(200);
    expect(looks).toBeLessThan(5000);
    expect(gone.outcome).toMatchObject({ text: zh.forgotten });
    expect(asked.outcome).toMatchObject({ text: '' });
  });

  it('a new question is answered before what is left of an old answer that fills a message (no customer-service)', async () => {
    const bot = await startAccount();
    bot.answerer.script(text(sentences(200)), finish);
    const first = bot.says('长问题');
    await bot.pass(500);
    expect(first.outcome).toMatchObject({ text: expect.stringMatching(/^（1\/4）/) });
    const wait = {
      get until() {
        return bot.clock.sleep(1000);
      },
    };
    bot.answerer.script(wait, text('新的回答。'), finish);
    const second = bot.says('新问题');
    await bot.pass(3000);
    expect(second.outcome).toMatchObject({ text: expect.stringMatching(/^新的回答。/) });
    expect(second.outcome).toMatchObject({ text: expect.stringContaining(zh.more) });
  });

  it('the same holds when the new answer is long itself', () => {
    const rest = turn({ id: 'old', answer: sentences(200), parts: [part(0, 700)] });
    const fresh = turn({ id: 'new', sequence: 2, answer: sentences(120, 500) });
    const scope = { upToTurnId: 'new', withStale: false, newestFirst: true };
    const message = takeBacklog(state([rest, fresh]), scope, { ...backlogDeps, texts: zh }).compose(
      'when more',
    );
    expect(message.slices[0]?.turnId).toBe('new');
  });

  it('a busy WeChat does not cost the quota: the text goes out when WeChat recovers', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(-1, -1, -1, -1);
    const wait = {
      get until() {
        return bot.clock.sleep(8000);
      },
    };
    bot.answerer.script(wait, text('全部在这里。'), finish);
    bot.says('慢问题');
    await bot.pass(60_000);
    expect(bot.sent).toHaveLength(1);
  });

  it('an outage of WeChat’s API for two minutes does not cost the quota', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(...Array.from({ length: 28 }, () => 'unreachable' as const));
    const wait = {
      get until() {
        return bot.clock.sleep(8000);
      },
    };
    bot.answerer.script(wait, text('全部在这里。'), finish);
    bot.says('慢问题');
    await bot.pass(300_000);
    expect(bot.sent).toHaveLength(1);
  });

  it('a message that was refused as too long costs no quota', async () => {
    const bot = await startAccount({ customerService: 'yes' });
    bot.refuseNext(45_002);
    const wait = {
      get until() {
        return bot.clock.sleep(8000);
      },
    };
    bot.answerer.script(wait, text(sentences(50)), finish);
    bot.says('慢问题');
    await bot.pass(60_000);
    const all = bot.sent.map(({ content }) => content).join('');
    for (let n = 1; n <= 50; n += 1) expect(all).toContain(sentences(1, n));
  });

  it.each([zh, en])(
    'a numbered message with the link to old text fits, also without a label',
    (texts) => {
      const own = { ...settings, aiLabel: '' };
      const old = turn({ id: 'old', answer: '旧。', createdAt: NOW - 3_700_000 });
      for (let length = 1180; length < 1300; length += 1) {
        let turns = [old, turn({ id: 'new', sequence: 2, answer: '长'.repeat(length) })];
        for (let n = 0; n < 3; n += 1) {
          const message = takeBacklog(
            state(turns),
            { withStale: false, newestFirst: false },
            { ...backlogDeps, settings: own, texts },
          ).compose('when more');
          expect(byteLength(message.content), `${length}`).toBeLessThanOrEqual(2048);
          turns = turns.map((t) => ({
            ...t,
            parts: [
              ...t.parts,
              ...message.slices.filter((s) => s.turnId === t.id).map((s) => part(s.from, s.to)),
            ],
          }));
          if (message.isAll) break;
        }
      }
    },
  );
});
