import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMetrics, createProcessMetrics } from '../../src/metrics/create-metrics.ts';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createEventBus } from '../../src/events/event-bus.ts';
import { valuesOf } from '../support/read-metrics.ts';

const create = () => createMetrics({ version: '1.2.3', process: '7' });
const account = 'default';
const turn = { account, openId: 'oSecret', turnId: 't-secret' };

/** What the metrics say after these things happened, with labels other than `process`. */
async function after(...happened: DomainEvent[]) {
  const metrics = create();
  const events = createEventBus(pino({ level: 'silent' }));
  metrics.listen(events);
  for (const event of happened) events.emit(event);
  return valuesOf(await metrics.read());
}

describe('what is told', () => {
  it.each<[string, DomainEvent[], Record<string, number>]>([
    [
      'attempts',
      [
        { type: 'attempt-ended', account, end: 'answered' },
        { type: 'attempt-ended', account, end: 'refused', reason: 'signature wrong' },
      ],
      {
        'kuaihui_attempts_total{end="answered"}': 1,
        'kuaihui_attempts_total{end="refused"}': 1,
        'kuaihui_attempts_total{end="held"}': 0,
        'kuaihui_attempts_refused_total{reason="signature wrong"}': 1,
      },
    ],
    [
      'attempts that are open',
      [
        { type: 'attempt-opened', account },
        { type: 'attempt-opened', account },
        { type: 'attempt-closed', account },
      ],
      { 'kuaihui_attempts_open{}': 1 },
    ],
    [
      'messages and events',
      [
        { type: 'message-received', account, openId: 'oSecret', key: 'secret 1', kind: 'text' },
        {
          type: 'message-received',
          ...{ account, openId: 'oSecret', key: 'secret 2' },
          ...{ kind: 'event', event: 'unknown' },
        },
      ],
      {
        'kuaihui_messages_total{kind="text",event=""}': 1,
        'kuaihui_messages_total{kind="event",event="unknown"}': 1,
      },
    ],
    [
      'answers',
      [
        { type: 'answer-began', ...turn },
        { type: 'answer-began', ...turn },
        { type: 'turn-taken-over', length: 3, ...turn },
        { type: 'answer-ended', end: 'handed over', ...turn },
      ],
      {
        'kuaihui_answers_being_written{}': 1,
        'kuaihui_turns_total{end="handed over"}': 1,
        'kuaihui_turns_total{end="complete"}': 0,
        'kuaihui_leases_taken_over_total{lease="turn"}': 1,
        'kuaihui_leases_taken_over_total{lease="courier"}': 0,
      },
    ],
    [
      'answers that wait for a place, and deliveries that go on here',
      [
        { type: 'answer-began', ...turn },
        { type: 'answer-queued', ...turn },
        { type: 'answer-began', ...turn },
        { type: 'answer-queued', ...turn },
        { type: 'answer-dequeued', ...turn },
        { type: 'courier-taken-over', account, openId: 'oSecret' },
      ],
      {
        'kuaihui_answers_being_written{}': 1,
        'kuaihui_answers_waiting{}': 1,
        'kuaihui_leases_taken_over_total{lease="turn"}': 0,
        'kuaihui_leases_taken_over_total{lease="courier"}': 1,
      },
    ],
    [
      'how long followers wait',
      [
        { type: 'first-content', via: 'passive', afterMs: 4500, ...turn },
        { type: 'answer-complete', way: 'both', afterMs: 16_000, ...turn },
        { type: 'answer-complete', way: 'both', afterMs: -3, ...turn },
      ],
      {
        'kuaihui_first_content_seconds_bucket{le="4",way="passive"}': 0,
        'kuaihui_first_content_seconds_bucket{le="5",way="passive"}': 1,
        'kuaihui_first_content_seconds_sum{way="passive"}': 4.5,
        'kuaihui_complete_seconds_bucket{le="15",way="both"}': 1,
        'kuaihui_complete_seconds_count{way="both"}': 2,
        'kuaihui_complete_seconds_sum{way="both"}': 16,
      },
    ],
    [
      'the model',
      [
        { type: 'model-asked', provider: 'api.x' },
        { type: 'model-failed', provider: 'api.x', code: 'provider_busy' },
        { type: 'tokens-used', provider: 'api.x', promptTokens: 7, completionTokens: 2 },
        { type: 'tokens-used', provider: 'api.x', promptTokens: -7, completionTokens: NaN },
      ],
      {
        'kuaihui_model_calls_total{provider="api.x"}': 1,
        'kuaihui_model_errors_total{provider="api.x",code="provider_busy"}': 1,
        'kuaihui_model_tokens_total{provider="api.x",type="prompt"}': 7,
        'kuaihui_model_tokens_total{provider="api.x",type="completion"}': 2,
      },
    ],
    [
      'calls of WeChat',
      [
        { type: 'wechat-called', call: 'message/custom/send', errcode: 0 },
        { type: 'wechat-called', call: 'message/custom/send', errcode: 45047 },
        { type: 'wechat-called', call: 'message/custom/send' },
      ],
      {
        'kuaihui_wechat_calls_total{call="message/custom/send",errcode="0"}': 1,
        'kuaihui_wechat_calls_total{call="message/custom/send",errcode="45047"}': 1,
        'kuaihui_wechat_calls_total{call="message/custom/send",errcode="none"}': 1,
      },
    ],
    [
      'the store',
      [
        { type: 'store-failed', operation: 'turns.append' },
        { type: 'store-ready' },
        { type: 'store-away' },
      ],
      { 'kuaihui_store_failures_total{operation="turns.append"}': 1, 'kuaihui_store_ready{}': 0 },
    ],
  ])('is counted: %s', async (_, happened, expected) => {
    const values = await after(...happened);
    expect(values).toMatchObject(expected);
    expect(JSON.stringify(values)).not.toContain('ecret');
  });
});

it('says which version runs, and in every value which process it is of', async () => {
  const measures = await create().read();
  expect(valuesOf(measures)).toMatchObject({
    [`kuaihui_build_info{version="1.2.3",node="${process.version}"}`]: 1,
  });
  for (const { values } of measures)
    for (const { labels } of values) expect(labels).toMatchObject({ process: '7' });
});

it('counts for itself alone', async () => {
  const [one, other] = [create(), create()];
  const events = createEventBus(pino({ level: 'silent' }));
  one.listen(events);
  events.emit({ type: 'attempt-opened', account });
  expect(valuesOf(await other.read())).toMatchObject({ 'kuaihui_attempts_open{}': 0 });
});

it('tells about memory and the event loop of a real process, under the usual names', async () => {
  const measures = await createProcessMetrics('1.2.3').read();
  const names = measures.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      ...['process_resident_memory_bytes', 'process_start_time_seconds'],
      ...['nodejs_eventloop_lag_p99_seconds', 'kuaihui_attempts_total'],
    ]),
  );
  expect(new Set(names).size).toBe(names.length);
});
