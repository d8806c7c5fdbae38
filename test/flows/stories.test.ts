import { describe, expect, it, vi } from 'vitest';
import type { Platform, Seen } from '../../src/simulator/platform/platform.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { gate, startBot } from '../support/start-bot.ts';
import { hangs, refuses, says, streams } from '../support/scripted-model.ts';

/** As in life: for answers that are there within the first attempt, however busy the machine is. */
const UNHURRIED = { attemptMs: 5000 };

const textsOf = (seen: readonly Seen[]) => seen.map(({ text }) => text).join('\n');
const sentences = (count: number, word = '话') =>
  Array.from({ length: count }, (_, n) => `这是回答里的第${n + 1}句${word}，不长也不短。`);

describe('what WeChat repeats', () => {
  it('gets the same reply again when the first was lost, without a second model call', async () => {
    const { follower, faults, model } = await startBot({ attemptMs: 2000 });
    model.next(says('只答一次。'));
    faults.loseReply(1);
    const outcome = await follower.says('你好');
    expect(outcome.attempts).toHaveLength(2);
    expect(outcome.text).toContain('只答一次。');
    expect(follower.seen).toHaveLength(1);
    expect(model.calls).toHaveLength(1);
  });

  it('is answered once when a push comes doubled', async () => {
    const { follower, faults, model } = await startBot(UNHURRIED);
    model.next(says('只答一次。'));
    faults.doublePush();
    expect((await follower.says('你好')).text).toContain('只答一次。');
    expect(model.calls).toHaveLength(1);
  });

  it('is answered when the first attempt never arrived', async () => {
    const { follower, faults, model } = await startBot();
    model.next(says('收到了。'));
    faults.loseAttempt(1);
    expect((await follower.says('你好')).text).toContain('收到了。');
  });

  it('and then does not, although the answer was not there yet, is answered with the next message', async () => {
    const { follower, faults, model } = await startBot();
    const first = gate();
    model.next(
      streams({ until: first.opened }, { text: '这句话差点丢了。' }, 'done'),
      says('第二个回答。'),
    );
    faults.loseAttempt(2);
    faults.loseAttempt(3);
    expect((await follower.says('你好')).shown).toBe('notice');
    first.open();
    expect((await follower.says('还在吗')).text).toMatch(/这句话差点丢了。[^]*第二个回答。/);
    expect(model.calls).toHaveLength(2);
  });
});

describe('a second question', () => {
  it('does not swallow the first on an account without customer-service messages', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    const first = gate();
    model.next(
      streams({ until: first.opened }, { text: '第一个回答。' }, 'done'),
      says('第二个回答。'),
    );
    const one = follower.says('问题一');
    await model.call(1);
    const two = follower.says('问题二');
    first.open();
    const outcomes = await Promise.all([one, two]);
    expect(outcomes[0].text).toContain('第一个回答。');
    expect(outcomes[1].text).toContain('第二个回答。');
    expect(model.calls.map(({ question }) => question)).toEqual(['问题一', '问题二']);
  });

  it('brings the owed rest first and in order when both fit into one reply', async () => {
    const { follower, model } = await startBot();
    const rest = gate();
    model.next(
      streams({ text: '甲一。甲' }, { until: rest.opened }, { text: '二。' }, 'done'),
      says('乙一。'),
    );
    expect((await follower.says('问题甲')).text).toContain('甲一。');
    rest.open();
    const outcome = await follower.says('问题乙');
    expect(outcome.text).toMatch(/^甲二。[^]*乙一。/);
  });

  it('is answered in order by message when customer-service messages work', async () => {
    const { follower, model } = await startBot({ accountKind: 'certified-service' });
    const first = gate();
    model.next(
      streams({ text: '甲一。甲' }, { until: first.opened }, { text: '二。' }, 'done'),
      says('乙一。'),
    );
    await follower.says('问题甲');
    const second = follower.says('问题乙');
    first.open();
    await second;
    const seen = await follower.until((all) => textsOf(all).includes('乙一。'));
    const all = textsOf(seen);
    expect(all.indexOf('甲一。')).toBeLessThan(all.indexOf('甲二。'));
    expect(all.indexOf('甲二。')).toBeLessThan(all.indexOf('乙一。'));
    expect(all.split('甲二。')).toHaveLength(2);
  });

  it('is joined with the first when people write in pieces and the deployer wants it', async () => {
    const settings = { BURST_WINDOW_MS: '1000' };
    const { follower, model, dataDir } = await startBot({ attemptMs: 3000, settings });
    model.next(says('合起来回答。'));
    const database = openDatabase(`${dataDir}/kuaihui.sqlite`, 100);
    const first = follower.says('我想问一下');
    await vi.waitFor(() => expect(database.prepare('SELECT id FROM turns').all()).toHaveLength(1));
    database.close();
    const second = follower.says('怎么退款');
    expect((await second).text).toContain('合起来回答。');
    expect((await first).shown).toBe('nothing');
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]?.question).toBe('我想问一下\n怎么退款');
  });
});

describe('commands', () => {
  it('停止 stops the model and drops what is owed', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(streams({ text: '开头。还有' }, 'hang'));
    const asked = follower.says('长问题');
    const call = await model.call(1);
    expect((await follower.says('停止')).text).toBe('好的，已经停下。');
    expect(await call.ended).toBe('client left');
    expect((await asked).shown).toBe('nothing');
  });

  it('新对话 leaves the history behind', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(says('一。'), says('二。'), says('三。'));
    await follower.says('问题一');
    await follower.says('问题二');
    await follower.says('新对话');
    await follower.says('问题三');
    const roles = model.calls.map(({ body }) => body.messages.length);
    expect(roles).toEqual([2, 4, 2]);
  });

  it('重试 asks the failed question again', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(refuses(503), says('这次成了。'));
    expect((await follower.says('难题')).text).toContain('没能写出回答');
    expect((await follower.taps('重试')).text).toContain('这次成了。');
    expect(model.calls.map(({ question }) => question)).toEqual(['难题', '难题']);
  });

  it.each(['继续', '重试', '繼續。', '请继续'])(
    '%s with nothing to it gets a sentence and costs no call',
    async (word) => {
      const { follower, model } = await startBot(UNHURRIED);
      expect((await follower.says(word)).text).toMatch(/都发完了|没有需要重试/);
      expect(model.calls).toHaveLength(0);
    },
  );

  it('删除我的数据 asks once, and deletes nothing before the answer is yes', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(says('记下了。'), says('你说过暗号。'));
    await follower.says('暗号是芝麻');
    const asked = await follower.says('刪除我的數據！！');
    expect(asked.text).toContain('全部问题');
    await follower.says('暗号是什么');
    expect(model.calls[1]?.body.messages).toContainEqual({ role: 'user', content: '暗号是芝麻' });
    expect((await follower.taps('确认删除')).text).toContain('已经全部删除');
    expect(model.calls).toHaveLength(2);
  });

  it('确认删除 leaves no word in the database', async () => {
    const { follower, model, dataDir } = await startBot(UNHURRIED);
    model.next(says('秘密的回答。'));
    await follower.says('秘密的问题');
    expect((await follower.says('确认删除')).text).toContain('已经全部删除');
    const database = openDatabase(`${dataDir}/kuaihui.sqlite`, 100);
    for (const table of ['turns', 'parts', 'followers'])
      expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    database.close();
  });
});

describe('a model that fails', () => {
  it.each([
    ['refuses', refuses(400)],
    ['is over its limit', refuses(429)],
    ['breaks', refuses(500)],
    ['answers nothing', streams({ finish: 'stop' }, 'done')],
    ['sends garbage', streams({ raw: 'data: {oops\n\n' }, 'end')],
    ['cuts the connection', streams('reset')],
  ])('leads to an honest sentence with 重试 when it %s', async (_name, script) => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(script);
    const { text } = await follower.says('你好');
    expect(text).toContain('没能写出回答');
    expect(text).toContain('重试');
    expect(text).not.toContain('AI生成');
  });

  it('is waited for only so long when it never answers', async () => {
    const { follower, model } = await startBot({ settings: { OPENAI_FIRST_TOKEN_SECONDS: '1' } });
    model.next(hangs());
    const outcome = await follower.says('你好');
    expect(outcome.attempts.length).toBeGreaterThan(1);
    expect(outcome.text).toContain('没能写出回答');
  });

  it('keeps what was written when it breaks in the middle, and says so', async () => {
    const { follower, model } = await startBot(UNHURRIED);
    model.next(streams({ text: '写好的一句。没写完' }, { afterMs: 300 }, 'reset'));
    const { text } = await follower.says('你好');
    expect(text).toContain('写好的一句。');
    expect(text).toContain('中断');
    expect(text).toContain('重试');
  });
});

describe('refusals by WeChat', () => {
  it('48001 at run time turns to passive replies, and nothing is lost', async () => {
    const { follower, faults, model, platform } = await startBot({
      accountKind: 'certified-service',
    });
    const first = gate();
    model.next(
      streams({ text: '甲一。甲' }, { until: first.opened }, { text: '二。' }, 'done'),
      says('乙一。'),
    );
    await follower.says('问题甲');
    faults.revokePermission();
    first.open();
    await wasRefused(platform, 48001);
    const outcome = await follower.says('问题乙');
    expect(outcome.text).toMatch(/^甲二。[^]*乙一。/);
  });

  it('45047 gives the rest with the next message of the follower', async () => {
    const { follower, faults, model, platform } = await startBot({
      accountKind: 'certified-service',
    });
    const first = gate();
    model.next(
      streams({ text: '甲一。甲' }, { until: first.opened }, { text: '二。' }, 'done'),
      says('乙一。'),
    );
    await follower.says('问题甲');
    faults.spendQuota();
    first.open();
    await wasRefused(platform, 45047);
    const outcome = await follower.says('问题乙');
    expect(outcome.text).toMatch(/^甲二。[^]*乙一。/);
    expect(textsOf(follower.seen).split('甲二。')).toHaveLength(2);
  });

  it('45002 sends the text again in shorter messages', async () => {
    const { follower, faults, model, platform } = await startBot({
      accountKind: 'certified-service',
    });
    const first = gate();
    const long = sentences(60);
    model.next(streams({ until: first.opened }, { text: long.join('') }, 'done'));
    await follower.says('问题甲');
    faults.answerWith(45002, 1);
    first.open();
    const seen = await follower.until((all) => textsOf(all).includes(long.at(-1) ?? ''));
    for (const sentence of long) expect(textsOf(seen).split(sentence)).toHaveLength(2);
    expect(platform.apiCalls.filter(({ errcode }) => errcode === 45002)).toHaveLength(1);
  });

  it('-1 is tried again', async () => {
    const { follower, faults, model } = await startBot({ accountKind: 'certified-service' });
    const first = gate();
    model.next(streams({ until: first.opened }, { text: '终于。' }, 'done'));
    await follower.says('问题');
    faults.apiBusy(2);
    first.open();
    expect(textsOf(await follower.until((all) => all.length > 0))).toContain('终于。');
    expect(follower.seen).toHaveLength(1);
  });

  it('a token that another server replaced is renewed once, and the message sent again', async () => {
    const { follower, faults, model, platform } = await startBot({
      accountKind: 'certified-service',
    });
    const first = gate();
    model.next(streams({ until: first.opened }, { text: '终于。' }, 'done'));
    await follower.says('问题');
    faults.stealToken();
    first.open();
    await follower.until((all) => textsOf(all).includes('终于。'));
    const errcodes = platform.apiCalls.map(({ errcode }) => errcode);
    expect(errcodes.filter((errcode) => errcode === 40001)).toHaveLength(1);
    const renewals = platform.apiCalls.filter(({ path }) => path.endsWith('stable_token'));
    expect(renewals).toHaveLength(2);
  });

  it('a quota that is nearly used ends with 继续', async () => {
    const { follower, model } = await startBot({ accountKind: 'certified-service' });
    const first = gate();
    const long = sentences(500);
    model.next(streams({ until: first.opened }, { text: long.join('') }, 'done'));
    await follower.says('问题');
    first.open();
    await follower.until((all) => all.length === 5);
    expect(follower.seen[4]?.text).toMatch(/^（5\/14）[^]*👉 继续/);
    const end = long.at(-1) ?? '';
    const offersMore = () => follower.seen.at(-1)?.text.includes('👉 继续') === true;
    while (!textsOf(follower.seen).includes(end)) {
      await follower.taps('👉 继续');
      await follower.until((all) => offersMore() || textsOf(all).includes(end));
    }
    for (const sentence of long) expect(textsOf(follower.seen).split(sentence)).toHaveLength(2);
    expect(follower.seen.every(({ via }) => via !== 'notice')).toBe(true);
    expect(model.calls).toHaveLength(1);
  });
});

describe('a stop in mid-stream', () => {
  it('hands the turn over to another process, which goes on behind what was released', async () => {
    const { follower, model, faults, startAnother, stop } = await startBot({ attemptMs: 3000 });
    model.next(streams({ text: '第一句。第二' }, 'hang'), says('第二句，接着写的。'));
    const asked = follower.says('长问题');
    await model.call(1);
    const another = await startAnother();
    faults.pushTo(another.url, 2);
    await stop();
    const outcome = await asked;
    expect(outcome.text).toContain('第一句。第二句，接着写的。');
    expect(model.calls).toHaveLength(2);
    expect(model.calls[1]?.body.messages.some(({ content }) => content === '第一句。')).toBe(true);
  });
});

describe('a database that is locked', () => {
  it('delays the answer and loses nothing', async () => {
    const { follower, model, dataDir, logs } = await startBot({ attemptMs: 1500 });
    model.next(says('等到了。'));
    const blocker = openDatabase(`${dataDir}/kuaihui.sqlite`, 1000);
    blocker.exec('BEGIN IMMEDIATE');
    setTimeout(() => {
      blocker.exec('COMMIT');
      blocker.close();
    }, 900);
    expect((await follower.says('你好')).text).toContain('等到了。');
    expect(logs.filter(({ level }) => level >= 50)).toEqual([]);
  });
});

async function wasRefused({ apiCalls }: Platform, refusal: number): Promise<void> {
  await vi.waitFor(() => expect(apiCalls.map(({ errcode }) => errcode)).toContain(refusal), 5000);
}
