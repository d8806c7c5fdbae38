import { expect, it } from 'vitest';
import { AFTER_MESSAGE, AFTER_TAP, grantOf } from '../../src/inbox/grant-of.ts';
import type { InboundMessage } from '../../src/messages/inbound-message.ts';
import {
  click,
  event,
  file,
  image,
  link,
  ofKind,
  place,
  scanEvents,
  shortVideo,
  silentEvents,
  text,
  video,
  voice,
} from '../support/inbound-messages.ts';

const messages = [
  ...[text('你好'), voice(), image(), video(), shortVideo(), file(), place('天河路'), link()],
  ofKind('miniprogrampage'),
];

it.each(messages)('$kind allows five messages for 48 hours', (inbound) => {
  expect(grantOf(inbound)).toEqual(AFTER_MESSAGE);
  expect(AFTER_MESSAGE).toEqual({ messages: 5, lifetimeMs: 48 * 3_600_000 });
});

it.each<InboundMessage>([event({ event: 'subscribe' }), click('KEY'), ...scanEvents])(
  '$event allows three messages for a minute',
  (inbound) => {
    expect(grantOf(inbound)).toEqual(AFTER_TAP);
    expect(AFTER_TAP).toEqual({ messages: 3, lifetimeMs: 60_000 });
  },
);

it.each([event({ event: 'unsubscribe' }), ...silentEvents])('$event allows none', (inbound) => {
  expect(grantOf(inbound)).toBeUndefined();
});
