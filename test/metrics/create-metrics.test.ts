import { describe, expect, it } from 'vitest';
import { createMetrics, createProcessMetrics } from '../../src/metrics/create-metrics.ts';
import type { Observed } from '../../src/events/domain-event.ts';
import { valuesOf } from '../support/read-metrics.ts';

const create = () => createMetrics({ version: '1.2.3', process: '7' });
const common = { accountId: 'gh_x', openId: 'oSecret', createTime: 1 };

/** What the metrics say after these things happened, with labels other than `process`. */
async function after(...happened: Observed[]) {
  const metrics = create();
  happened.forEach(metrics.observe);
  return valuesOf(await metrics.read());
}

describe('what is observed', () => {
  it.each<[string, Observed[], Record<string, number>]>([
    [
      'attempts',
      [
        { what: 'attempt ended', end: 'answered' },
        { what: 'attempt ended', end: 'refused', reason: 'signature wrong' },
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
      [{ what: 'attempt opened' }, { what: 'attempt opened' }, { what: 'attempt closed' }],
      { 'kuaihui_attempts_open{}': 1 },
    ],
    [
      'messages and events',
      [
        { what: 'message', message: { ...common, kind: 'text', msgId: '1', content: 'secret' } },
        {
          what: 'message',
          message: { ...common, kind: 'event', event: 'unknown', name: 'secret' },
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
        { what: 'writing began' },
        { what: 'writing began' },
        { what: 'lease taken over', lease: 'turn' },
        { what: 'writing ended', end: 'handed over' },
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
      'how long followers wait',
      [
        { what: 'first content', via: 'passive', afterMs: 4500 },
        { what: 'answer complete', way: 'both', afterMs: 16_000 },
        { what: 'answer complete', way: 'both', afterMs: -3 },
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
        { what: 'model asked', provider: 'api.x' },
        { what: 'model failed', provider: 'api.x', code: 'provider_busy' },
        { what: 'tokens used', provider: 'api.x', promptTokens: 7, completionTokens: 2 },
        { what: 'tokens used', provider: 'api.x', promptTokens: -7, completionTokens: NaN },
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
        { what: 'wechat called', call: 'message/custom/send', errcode: 0 },
        { what: 'wechat called', call: 'message/custom/send', errcode: 45047 },
        { what: 'wechat called', call: 'message/custom/send' },
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
        { what: 'store failed', operation: 'turns.append' },
        { what: 'store', is: 'ready' },
        { what: 'store', is: 'away' },
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
  one.observe({ what: 'attempt opened' });
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
