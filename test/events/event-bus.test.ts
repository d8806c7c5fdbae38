import { expect, it } from 'vitest';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { createLogLines } from '../support/log-lines.ts';

const opened: DomainEvent = { type: 'attempt-opened', account: 'default' };
const failed: DomainEvent = { type: 'store-failed', operation: 'turns.append' };

function start() {
  const { log, raw } = createLogLines();
  return { events: createEventBus(log), logged: raw };
}

it('a listener hears events of its type alone, until it stops', () => {
  const { events } = start();
  const heard: DomainEvent[] = [];
  const stop = events.on('store-failed', (event) => void heard.push(event));
  events.emit(opened);
  events.emit(failed);
  stop();
  events.emit(failed);
  expect(heard).toEqual([failed]);
});

it('nothing comes of an event without a listener', () => {
  const { events, logged } = start();
  events.emit(opened);
  expect(logged()).toBe('');
});

it('a listener that throws is logged once for each call, and harms neither the emitter nor the next listener', () => {
  const { events, logged } = start();
  let heard = 0;
  events.on('store-failed', () => {
    throw new Error('broken listener');
  });
  events.on('store-failed', () => (heard += 1));
  events.emit(failed);
  events.emit(failed);
  expect(heard).toBe(2);
  expect(logged().match(/listener_failed/g)).toHaveLength(2);
  expect(logged()).toMatch(/"event":"store-failed"/);
});

it('a listener may stop, and another begin, in the middle of an event', () => {
  const { events } = start();
  const heard: string[] = [];
  const stop = events.on('attempt-opened', () => {
    heard.push('first');
    stop();
    events.on('attempt-opened', () => heard.push('late'));
  });
  events.on('attempt-opened', () => heard.push('second'));
  events.emit(opened);
  expect(heard).toEqual(['first', 'second']);
  events.emit(opened);
  expect(heard).toEqual(['first', 'second', 'second', 'late']);
});

it('a listener that was added twice stops as often as it began', () => {
  const { events } = start();
  let heard = 0;
  const listen = () => void (heard += 1);
  const stop = events.on('attempt-opened', listen);
  events.on('attempt-opened', listen);
  stop();
  stop();
  events.emit(opened);
  expect(heard).toBe(1);
});
