import { expect, it } from 'vitest';
import { createUnsupportedMessageRule } from '../../../src/inbox/rules/unsupported-message-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { text } from '../../support/inbound-messages.ts';
import { nothingOwed, reply } from './planning.ts';

const rule = createUnsupportedMessageRule({ texts: zh });

it.each([
  '【收到不支持的消息类型，暂无法显示】',
  '[收到不支持的消息类型，暂无法显示]',
  '【收到不支援的訊息類型，無法顯示】',
  '[Unsupported Message]',
  '[Unsupported message]',
  '【收到不支持的消息类型，暂无法显示】。',
  ' 【收到不支持的消息类型, 暂无法显示】\n',
])('a sticker that arrives as %s does not go to the model', (content) => {
  expect(rule.apply(text(content), nothingOwed)).toEqual(reply(zh.unsupportedMessage));
});

it.each([
  '收到不支持的消息类型是什么意思',
  '【收到不支持的消息类型，暂无法显示】这句话是什么意思？',
  '为什么显示【收到不支持的消息类型，暂无法显示】',
  '【收到不支持的消息类型】怎么办',
  '[Unsupported Message] what does it mean?',
  '[Unsupported message]\n怎么解决',
  '[unsupported] how do I fix this?',
  '【收到不支持的消息类型，暂无法显示】【收到不支持的消息类型，暂无法显示】怎么两次',
])('a question that quotes one is not concerned: %s', (content) => {
  expect(rule.apply(text(content), nothingOwed)).toBeUndefined();
});
