import { expect, it } from 'vitest';
import { gate, startBot } from '../support/start-bot.ts';
import { says, streams } from '../support/scripted-model.ts';

const words = (count: number) => '天地玄黄宇宙洪荒'.repeat(count).slice(0, count);
const isSummary = (question: string) => question.startsWith('<notes>');
const facts = (text: string) => [...new Set(text.match(/FACT-\d+/g))].join('，');

it('twelve questions over HTTP: the last goes along with the fact of the first', async () => {
  const bot = await startBot({
    attemptMs: 5000,
    settings: { HISTORY_TOKENS: '600' },
    answerWith: (question) =>
      isSummary(question) ? says(`要点：${facts(question)}。`) : says(words(80)),
  });
  const summaries = () => bot.model.calls.filter(({ question }) => isSummary(question)).length;
  for (let n = 1; n <= 12; n += 1) {
    const before = summaries();
    await bot.follower.says(n === 1 ? `我叫 FACT-1 ${words(60)}` : `${n}${words(60)}`);
    // From the fourth on each answer is followed by a summary.
    if (n > 4) await expect.poll(summaries, { timeout: 5000 }).toBeGreaterThan(before);
  }
  const last = bot.model.calls.findLast(({ question }) => question.startsWith('12'));
  const sent = JSON.stringify(last?.body.messages);
  expect(sent).toContain('FACT-1');
  expect(last?.body.messages.length).toBeLessThan(12);
});

it('the next question is asked while a summary is open, and a stop does not wait for it', async () => {
  const { opened, open } = gate();
  const bot = await startBot({
    attemptMs: 5000,
    settings: { HISTORY_TOKENS: '600' },
    answerWith: (question) =>
      isSummary(question) ? streams({ until: opened }, 'hang') : says(words(80)),
  });
  for (let n = 1; n <= 5; n += 1) await bot.follower.says(`${n}${words(60)}`);
  await expect
    .poll(() => bot.model.calls.some(({ question }) => isSummary(question)), { timeout: 5000 })
    .toBe(true);
  const seen = await bot.follower.says('还在吗？');
  expect(seen.text).toContain('天地玄黄');
  const call = bot.model.calls.find(({ question }) => isSummary(question));
  await bot.stop();
  expect(await call?.ended).toBe('client left');
  open();
});
