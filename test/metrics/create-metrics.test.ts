import { setImmediate as settle } from 'node:timers/promises';
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
const after = (...happened: DomainEvent[]) => afterStretches([happened]);

/** The same with time between them, in which the metrics are read. */
async function afterStretches(stretches: readonly DomainEvent[][]) {
  const metrics = create();
  const events = createEventBus(pino({ level: 'silent' }));
  metrics.listen(events);
  let measures = await metrics.read();
  for (const happened of stretches) {
    for (const event of happened) events.emit(event);
    await settle();
    measures = await metrics.read();
  }
  return valuesOf(measures);
}

describe('what is told', () => {
  it.each<[string, DomainEvent[], Record<string, number>]>([
    [
      'attempts',
      [
        { type: 'account-opened', account },
        { type: 'attempt-ended', account, end: 'answered' },
        { type: 'attempt-ended', account, end: 'refused', reason: 'signature wrong' },
      ],
      {
        'kuaihui_attempts_total{account="default",end="answered"}': 1,
        'kuaihui_attempts_total{account="default",end="refused"}': 1,
        'kuaihui_attempts_total{account="default",end="held"}': 0,
        'kuaihui_attempts_refused_total{account="default",reason="signature wrong"}': 1,
      },
    ],
    [
      'attempts that are open',
      [
        { type: 'attempt-opened', account },
        { type: 'attempt-opened', account },
        { type: 'attempt-closed', account },
      ],
      { 'kuaihui_attempts_open{account="default"}': 1 },
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
        'kuaihui_messages_total{account="default",kind="text",event=""}': 1,
        'kuaihui_messages_total{account="default",kind="event",event="unknown"}': 1,
      },
    ],
    [
      'answers',
      [
        { type: 'account-opened', account },
        { type: 'answer-began', ...turn },
        { type: 'answer-began', ...turn },
        { type: 'turn-taken-over', length: 3, ...turn },
        { type: 'answer-ended', end: 'handed over', origin: 'model', ...turn },
      ],
      {
        'kuaihui_answers_being_written{account="default"}': 1,
        'kuaihui_turns_total{account="default",end="handed over"}': 1,
        'kuaihui_turns_total{account="default",end="complete"}': 0,
        'kuaihui_leases_taken_over_total{account="default",lease="turn"}': 1,
        'kuaihui_leases_taken_over_total{account="default",lease="courier"}': 0,
      },
    ],
    [
      'answers that wait for a place, and deliveries that go on here',
      [
        { type: 'account-opened', account },
        { type: 'answer-began', ...turn },
        { type: 'answer-queued', ...turn },
        { type: 'answer-began', ...turn },
        { type: 'answer-queued', ...turn },
        { type: 'answer-dequeued', ...turn },
        { type: 'courier-taken-over', account, openId: 'oSecret' },
      ],
      {
        'kuaihui_answers_being_written{account="default"}': 1,
        'kuaihui_answers_waiting{account="default"}': 1,
        'kuaihui_leases_taken_over_total{account="default",lease="turn"}': 0,
        'kuaihui_leases_taken_over_total{account="default",lease="courier"}': 1,
      },
    ],
    [
      'tools that models had run',
      [
        { type: 'tool-called', tool: 'current_time', end: 'done', tookMs: 3, bytes: 58, ...turn },
        { type: 'tool-called', tool: 'current_time', end: 'done', tookMs: 2, bytes: 58, ...turn },
        { type: 'tool-called', tool: 'unknown', end: 'failed', tookMs: 0, bytes: 9, ...turn },
      ],
      {
        'kuaihui_tool_calls_total{account="default",tool="current_time",end="done"}': 2,
        'kuaihui_tool_calls_total{account="default",tool="unknown",end="failed"}': 1,
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
        'kuaihui_first_content_seconds_bucket{le="4",account="default",way="passive"}': 0,
        'kuaihui_first_content_seconds_bucket{le="5",account="default",way="passive"}': 1,
        'kuaihui_first_content_seconds_sum{account="default",way="passive"}': 4.5,
        'kuaihui_complete_seconds_bucket{le="15",account="default",way="both"}': 1,
        'kuaihui_complete_seconds_count{account="default",way="both"}': 2,
        'kuaihui_complete_seconds_sum{account="default",way="both"}': 16,
      },
    ],
    [
      'the model',
      [
        { type: 'model-asked', account, provider: 'api.x' },
        { type: 'model-failed', account, provider: 'api.x', code: 'provider_busy' },
        {
          type: 'tokens-used',
          account,
          provider: 'api.x',
          model: 'p/m',
          input: 7,
          cached: 0,
          output: 2,
          reasoning: 0,
        },
        {
          type: 'tokens-used',
          account,
          provider: 'api.x',
          model: 'p/m',
          input: -7,
          cached: 0,
          reasoning: 0,
          output: NaN,
        },
      ],
      {
        'kuaihui_model_calls_total{account="default",provider="api.x"}': 1,
        'kuaihui_model_errors_total{account="default",provider="api.x",code="provider_busy"}': 1,
        'kuaihui_model_tokens_total{account="default",provider="api.x",type="prompt"}': 7,
        'kuaihui_model_tokens_total{account="default",provider="api.x",type="completion"}': 2,
      },
    ],
    [
      'what models used and cost',
      [
        {
          ...{ type: 'usage-counted', account, model: 'p/m', money: 0.5 },
          ...{ input: 7, cached: 3, output: 2, reasoning: 1 },
        },
        {
          ...{ type: 'usage-counted', account, model: 'p/unpriced' },
          ...{ input: 1, cached: 0, output: 1, reasoning: 0 },
        },
      ],
      {
        'kuaihui_tokens_total{account="default",model="p/m",type="input"}': 7,
        'kuaihui_tokens_total{account="default",model="p/m",type="cached"}': 3,
        'kuaihui_tokens_total{account="default",model="p/m",type="output"}': 2,
        'kuaihui_tokens_total{account="default",model="p/m",type="reasoning"}': 1,
        'kuaihui_tokens_total{account="default",model="p/unpriced",type="input"}': 1,
        'kuaihui_money_total{account="default",model="p/m"}': 0.5,
      },
    ],
    [
      'calls of WeChat',
      [
        { type: 'wechat-called', account, call: 'message/custom/send', errcode: 0 },
        { type: 'wechat-called', account, call: 'message/custom/send', errcode: 45047 },
        { type: 'wechat-called', account, call: 'message/custom/send' },
      ],
      {
        'kuaihui_wechat_calls_total{account="default",call="message/custom/send",errcode="0"}': 1,
        'kuaihui_wechat_calls_total{account="default",call="message/custom/send",errcode="45047"}': 1,
        'kuaihui_wechat_calls_total{account="default",call="message/custom/send",errcode="none"}': 1,
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

it('counts each account for itself, from 0 since it can be served', async () => {
  const values = await after(
    { type: 'account-opened', account },
    { type: 'account-opened', account: 'shop' },
    { type: 'attempt-ended', account: 'shop', end: 'answered' },
    // With new settings.
    { type: 'account-opened', account: 'shop' },
    { type: 'model-asked', account: 'shop', provider: 'api.x' },
  );
  expect(values).toMatchObject({
    'kuaihui_attempts_total{account="default",end="answered"}': 0,
    'kuaihui_attempts_total{account="shop",end="answered"}': 1,
    'kuaihui_attempts_open{account="shop"}': 0,
    'kuaihui_model_calls_total{account="shop",provider="api.x"}': 1,
  });
});

it('has no series about an account that was removed, also when an attempt ends later', async () => {
  const shop = { account: 'shop', openId: 'oSecret', turnId: 't-secret' };
  const values = await after(
    { type: 'account-opened', account },
    { type: 'account-opened', account: 'shop' },
    { type: 'attempt-opened', account: 'shop' },
    { type: 'first-content', via: 'passive', afterMs: 1500, ...shop },
    { type: 'model-asked', account: 'shop', provider: 'api.x' },
    { type: 'account-closed', account: 'shop' },
    { type: 'attempt-ended', account: 'shop', end: 'answered' },
    { type: 'attempt-closed', account: 'shop' },
  );
  expect(Object.keys(values).filter((series) => series.includes('shop'))).toEqual([]);
  expect(values).toMatchObject({ 'kuaihui_attempts_open{account="default"}': 0 });
});

it('begins the series of an account anew whose name is given again', async () => {
  const values = await afterStretches([
    [
      { type: 'account-opened', account: 'shop' },
      { type: 'attempt-ended', account: 'shop', end: 'answered' },
      { type: 'account-closed', account: 'shop' },
    ],
    [{ type: 'account-opened', account: 'shop' }],
  ]);
  expect(values).toMatchObject({ 'kuaihui_attempts_total{account="shop",end="answered"}': 0 });
});

it('tells of every metric which account it is about, but for those of the process as a whole', async () => {
  const measures = await create().read();
  const about = measures.flatMap(({ name, values }) =>
    values.length === 0 || values.some(({ labels }) => 'account' in labels) ? [] : [name],
  );
  expect(about.sort()).toEqual(['kuaihui_build_info', 'kuaihui_store_ready']);
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
  expect(valuesOf(await one.read())).toMatchObject({
    'kuaihui_attempts_open{account="default"}': 1,
  });
  expect(valuesOf(await other.read())).not.toHaveProperty(
    'kuaihui_attempts_open{account="default"}',
  );
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
