import { expect, it } from 'vitest';
import { createAnswerFromFaq } from '../../src/answering/stages/answer-from-faq.ts';
import type { Seen } from '../../src/simulator/platform/platform.ts';
import { startBot, type BotOptions } from '../support/start-bot.ts';

/** As in life: for answers that are there within the first attempt, however busy the machine is. */
const UNHURRIED = { attemptMs: 5000 };
/** What Markdown, a filter of links or a trim would change. */
const ANSWER = [
  '  😊 签收 *次日* 起 7 天内，**没通电**就能退。',
  '',
  '',
  '1) <a href="https://shop.example.com/return?a=1&b=2">退货</a> “原话”：\'Do not "open"\' ]]> &amp; <b>',
  '| a | b |',
  '# 标题 👨‍👩‍👧 ~~不~~ `code`\t[1] https://shop.example.com/x_y_z',
  '',
].join('\n');
const LONG = Array.from(
  { length: 140 },
  (_, n) => `第${n + 1}条 😊：签收以后*七天*内可以退。${n % 9 === 0 ? '\n\n\n' : ' '}`,
).join('');

async function startFaq(answer: string, options: BotOptions = {}) {
  const faq = {
    find: (question: string) =>
      Promise.resolve(
        question === '怎么退货'
          ? { document: 'faq.csv', question, variants: [], answer }
          : undefined,
      ),
  };
  return startBot({
    ...UNHURRIED,
    ...options,
    pipeline: {
      name: 'faq',
      lane: { key: 'faq' },
      answer: createAnswerFromFaq(faq)(() => {
        throw new Error('Only the FAQ is asked in this story');
      }),
    },
  });
}

it('an answer of the FAQ arrives byte for byte, without the AI label', async () => {
  const { follower } = await startFaq(ANSWER);
  expect((await follower.says('怎么退货')).text).toBe(ANSWER);
});

it('it arrives the same encrypted, and before the links below an answer', async () => {
  const settings = { ANSWER_LINKS: '重新生成,新对话' };
  const { follower } = await startFaq(ANSWER, { mode: 'safe', settings });
  const text = (await follower.says('怎么退货')).text ?? '';
  expect(text).not.toContain('AI生成');
  expect(wordsOf([text])).toBe(ANSWER);
});

it('a long one arrives in numbered messages that together are the answer', async () => {
  expect(LONG.length).toBeGreaterThan(3_000);
  const { follower } = await startFaq(LONG);
  const texts = [(await follower.says('怎么退货')).text ?? ''];
  while (texts.at(-1)?.includes('👉 继续') && texts.length < 20)
    texts.push((await follower.taps('👉 继续')).text ?? '');
  expect(texts.length).toBeGreaterThan(2);
  expect(wordsOf(texts)).toBe(LONG);
});

it('with customer-service messages the messages together are the answer as well', async () => {
  const { follower } = await startFaq(LONG, { accountKind: 'certified-service' });
  await follower.says('怎么退货');
  const textsOf = (all: readonly Seen[]) => wordsOf(all.map(({ text }) => text));
  const seen = await follower.until((all) => textsOf(all).length >= LONG.length);
  expect(textsOf(seen)).toBe(LONG);
  expect(seen.some(({ via }) => via === 'customer-service')).toBe(true);
  expect(seen.filter(({ isAi }) => isAi)).toEqual([]);
});

/** Leaves out how the messages are counted, and the link to the next of them. */
function wordsOf(messages: readonly string[]): string {
  return messages
    .map((text) => text.replace(/^（\d+\/\d+）\n/, '').replace(/\n\n<a href="weixin:[^\n]*$/, ''))
    .join('');
}
