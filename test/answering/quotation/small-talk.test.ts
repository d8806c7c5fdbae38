import { expect, it } from 'vitest';
import { readSmallTalk } from '../../../src/answering/quotation/small-talk.ts';

it.each(
  '你好 您好 你好！ 你好啊 在吗 在么？ 哈喽 嗨 早上好 有人吗 你是谁 你是谁？ 您是哪位 你叫什么名字 你是机器人吗 你是真人吗 你能做什么 你会什么 你能干啥 你有什么功能 介绍一下你自己 测试 测试一下 你好你是谁 你好，你能做什么？ 这是啥 这是什么东西？ 谁做的 你是谁开发的 123 1 111 666 ？ 🙂'.split(
    ' ',
  ),
)('takes %s for a greeting', (message) => {
  expect(readSmallTalk(message)).toBe('greeting');
});

it.each([
  'hi',
  'Hello!',
  'hey there',
  'good morning',
  'who are you?',
  'What are you',
  'what can you do?',
  'what is this?',
  'who made you',
  "what's your name",
  'Hi, who are you?',
  'are you a bot',
  'how are you',
  'test',
  'testing',
])('takes "%s" for a greeting', (message) => {
  expect(readSmallTalk(message)).toBe('greeting');
});

it.each([
  '谢谢',
  '好的谢谢',
  '谢谢你',
  '好的',
  '嗯嗯',
  '再见',
  'thanks',
  'Thank you very much',
  'ok',
  'bye',
])('takes "%s" for politeness', (message) => {
  expect(readSmallTalk(message)).toBe('thanks');
});

it.each([
  '你好，请问怎么部署',
  '你好，明天天气怎么样',
  'hello, what is the weather tomorrow',
  '在哪里填密钥',
  '测试号怎么申请',
  '怎么测试',
  '你是怎么收费的',
  '你能识别图片吗',
  '40164',
  '12345678',
  '早餐吃什么',
  '这是什么错误',
  '谁做的决定算数',
  'what is this error',
  '谢谢，那怎么升级',
  'hello world program',
  'hi, how do I install it',
  'test account',
  'what can you do with voice',
  'who are your customers',
  '税',
])('takes "%s" for a question', (message) => {
  expect(readSmallTalk(message)).toBeUndefined();
});

it.each(
  '嗯 哦 哈 呵 在 在不 在不在 你好 你好啊 好吧 好的 谢谢你 谢谢了 测试 测试一下 你是谁 你是 你能做什么 早 1 12 hi ok'.split(
    ' ',
  ),
)('reads a long run of %s to its end', (phrase) => {
  expect(() => {
    readSmallTalk(phrase.repeat(60) + '猫');
    readSmallTalk(`${phrase} `.repeat(60) + '猫');
  }).not.toThrow();
});

it.each(['拜', '你能什么', '你帮我什么', 'bye ', '哈', '好', '谢谢你', '1'])(
  'takes as long a run of "%s" as it reads that ends otherwise for a question',
  (phrase) => {
    const message = phrase.repeat(100).slice(0, 98) + 'x';
    expect(readSmallTalk(message)).toBeUndefined();
  },
);
