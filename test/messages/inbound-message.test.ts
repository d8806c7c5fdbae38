import { describe, expect, it } from 'vitest';
import {
  messageKey,
  type FollowerEvent,
  type InboundMessage,
} from '../../src/messages/inbound-message.ts';

const common = { accountId: 'gh_test', openId: 'oTest', createTime: 1_700_000_000 };
const event = { ...common, kind: 'event' } as const;

describe('the key of an inbound message', () => {
  it('is the MsgId of a message', () => {
    const message: InboundMessage = { ...common, kind: 'text', msgId: '239', content: '你好' };
    expect(messageKey(message)).toBe('239');
  });

  it('is time and kind where WeChat left the MsgId out', () => {
    const message: InboundMessage = { ...common, kind: 'text', msgId: '', content: '你好' };
    expect(messageKey(message)).toBe('1700000000:text');
  });

  it.each<[FollowerEvent, string]>([
    [{ ...event, event: 'click', eventKey: 'K' }, '1700000000:click:K'],
    [{ ...event, event: 'scan', scene: '7' }, '1700000000:scan:7'],
    [{ ...event, event: 'subscribe' }, '1700000000:subscribe:'],
    [{ ...event, event: 'subscribe', scene: '7' }, '1700000000:subscribe:7'],
    [{ ...event, event: 'unsubscribe' }, '1700000000:unsubscribe:'],
    [
      { ...event, event: 'templatesendjobfinish', jobId: '9', status: '' },
      '1700000000:templatesendjobfinish:9',
    ],
    [
      { ...event, event: 'unknown', name: 'user_get_card', eventKey: 'K' },
      '1700000000:user_get_card:K',
    ],
    [{ ...event, event: 'unknown', name: 'user_get_card' }, '1700000000:user_get_card:'],
  ])('is time, name and detail of the event %j', (inbound, key) => {
    expect(messageKey(inbound)).toBe(key);
  });

  it('keeps two quick taps on different buttons apart', () => {
    const tap = (eventKey: string) => messageKey({ ...event, event: 'click', eventKey });
    expect(tap('A')).not.toBe(tap('B'));
  });
});

describe('a key', () => {
  const event = (eventKey: string) =>
    messageKey({ ...common, kind: 'event', event: 'view', eventKey });
  const text = (msgId: string) => messageKey({ ...common, kind: 'text', msgId, content: '' });

  it('is of bounded length, and still tells long ones apart', () => {
    const long = `https://e.org/${'x'.repeat(240_000)}`;
    for (const key of [event(long), text('9'.repeat(5000))]) expect(key.length).toBeLessThan(64);
    expect(event(`${long}1`)).not.toBe(event(`${long}2`));
    expect(event(long)).toBe(event(long));
    expect(text('1'.repeat(65))).not.toBe(text('1'.repeat(66)));
  });

  it('shows what is short as it is', () => {
    expect(text('23900000000000001')).toBe('23900000000000001');
    expect(event('k'.repeat(64))).toContain('k'.repeat(64));
  });

  it('is bounded for an event of a name that nobody knows', () => {
    const name = 'n'.repeat(100_000);
    expect(messageKey({ ...common, kind: 'event', event: 'unknown', name }).length).toBeLessThan(
      64,
    );
  });
});
