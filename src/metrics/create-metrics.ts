import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AttemptOutcome, WritingOutcome } from '../events/domain-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import { removeSeries } from './remove-series.ts';

/** One metric with its values, as prom-client writes it for other processes. */
export type Measure = Awaited<ReturnType<Registry['getMetricsAsJSON']>>[number];

/** The counts of one process, for Prometheus. */
export interface Metrics {
  /** The label `process` of everything that is counted here. */
  readonly process: string;
  /** Counts what is told there from now on. */
  listen(events: Pick<EventBus, 'on'>): void;
  read(): Promise<readonly Measure[]>;
}

const ATTEMPT_OUTCOMES: readonly AttemptOutcome[] = [
  ...(['answered', 'nothing', 'held', 'cut', 'refused', 'failed'] as const),
];
const WRITING_OUTCOMES: readonly WritingOutcome[] = [
  ...(['complete', 'failed', 'cancelled', 'replaced', 'handed over'] as const),
];
const TAKEN_LEASES = ['turn', 'courier'] as const;

const TOKEN_TYPES = ['input', 'cached', 'output', 'reasoning'] as const;

/** In seconds, fine around WeChat's three attempts (5, 10 and 15 s), coarse after them. */
const WAIT_BUCKETS = [0.5, 1, 2, 3, 4, 4.5, 5, 6, 8, 10, 12, 14, 15, 20, 30, 60, 120, 300];

/** Creates the counters of one process, in a registry of their own. */
export function createMetrics({
  version,
  process,
}: {
  readonly version: string;
  readonly process: string;
}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  const instruments = createInstruments(registry);
  instruments.buildInfo.set({ version, node: globalThis.process.version }, 1);
  return {
    process,
    listen: (events) => countEvents(events, instruments),
    read: () => registry.getMetricsAsJSON(),
  };
}

/**
 * Creates the same metrics and those of Node about this process: memory, CPU, event loop, garbage collection.
 * Only a real process uses them, because Node's observers cannot be stopped.
 */
export function createProcessMetrics(version: string): Metrics {
  const metrics = createMetrics({ version, process: String(globalThis.process.pid) });
  const registry = new Registry();
  registry.setDefaultLabels({ process: metrics.process });
  collectDefaultMetrics({ register: registry });
  return {
    ...metrics,
    read: async () => [...(await metrics.read()), ...(await registry.getMetricsAsJSON())],
  };
}

type Instruments = ReturnType<typeof createInstruments>;

function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `kuaihui_${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `kuaihui_${name}`, help, labelNames, registers });
  const wait = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({
      ...{ name: `kuaihui_${name}`, help, labelNames, registers },
      buckets: WAIT_BUCKETS,
    });

  return {
    attempts: counter(
      'attempts_total',
      "WeChat's pushes, by how they ended: answered, nothing (an empty answer), held (until WeChat repeats), cut, refused, failed.",
      ['account', 'end'],
    ),
    refused: counter('attempts_refused_total', 'Refused pushes, by the reason in the log.', [
      ...(['account', 'reason'] as const),
    ]),
    openAttempts: gauge('attempts_open', 'Pushes that wait for their answer right now.', [
      'account',
    ]),
    messages: counter(
      'messages_total',
      'Messages and events of followers, without repeats, by kind and, for events, by event.',
      ['account', 'kind', 'event'],
    ),
    turns: counter(
      'turns_total',
      'Answers that this process wrote, by how that ended: complete, failed, cancelled, replaced, handed over.',
      ['account', 'end'],
    ),
    waiting: gauge('answers_waiting', 'Answers that wait for a place (MAX_ANSWERS_AT_ONCE).', [
      'account',
    ]),
    running: gauge('answers_being_written', 'Answers that are being written right now.', [
      'account',
    ]),
    takenOver: counter(
      'leases_taken_over_total',
      'Answers (turn) and deliveries (courier) that went on here after another process died or went.',
      ['account', 'lease'],
    ),
    firstContent: wait(
      'first_content_seconds',
      'From the question until the first words of its answer were given, by the way they went.',
      ['account', 'way'],
    ),
    complete: wait(
      'complete_seconds',
      'From the question until the last words of its answer were given, by the ways the answer went: passive, customer-service, both.',
      ['account', 'way'],
    ),
    modelCalls: counter('model_calls_total', 'Requests to the model, by host.', [
      ...(['account', 'provider'] as const),
    ]),
    modelErrors: counter('model_errors_total', 'Requests to the model that failed, by code.', [
      ...(['account', 'provider', 'code'] as const),
    ]),
    tokens: counter('model_tokens_total', 'Tokens as the provider counts them.', [
      ...(['account', 'provider', 'type'] as const),
    ]),
    usedTokens: counter(
      'tokens_total',
      'Tokens by model: input, of which cached, and output, of which reasoning; estimated where the vendor tells none.',
      ['account', 'model', 'type'],
    ),
    money: counter(
      'money_total',
      'What calls of models cost, in the currency of PRICES_FILE; nothing for a model whose price is unknown.',
      ['account', 'model'],
    ),
    toolCalls: counter(
      'tool_calls_total',
      'Tools that models had run, by how that ended: done, failed, stopped (out of time); unknown is a name that a model made up.',
      ['account', 'tool', 'end'],
    ),
    wechatCalls: counter(
      'wechat_calls_total',
      "Calls of WeChat's API, by errcode: 0 is done, none means that no answer came.",
      ['account', 'call', 'errcode'],
    ),
    storeFailures: counter('store_failures_total', 'Operations that the store could not do.', [
      'operation',
    ]),
    storeReady: gauge('store_ready', '1 when the store can be written, else 0.'),
    buildInfo: gauge('build_info', 'Always 1; the labels say what runs.', ['version', 'node']),
  };
}

/** Begins an account's series at 0, as Prometheus cannot see a counter rise that did not exist before. */
function createSeries(instruments: Instruments, account: string): void {
  const { attempts, turns, takenOver, openAttempts, running, waiting } = instruments;
  for (const gauge of [openAttempts, running, waiting]) gauge.inc({ account }, 0);
  for (const end of ATTEMPT_OUTCOMES) attempts.inc({ account, end }, 0);
  for (const end of WRITING_OUTCOMES) turns.inc({ account, end }, 0);
  for (const lease of TAKEN_LEASES) takenOver.inc({ account, lease }, 0);
}

function countEvents(events: Pick<EventBus, 'on'>, instruments: Instruments): void {
  /** Accounts that were removed: what ends of them later must not begin their series again. */
  const closed = new Set<string>();
  const on: EventBus['on'] = (type, listen) =>
    events.on(type, (event) => {
      if (!('account' in event) || !closed.has(event.account)) listen(event);
    });
  events.on('account-closed', ({ account }) => {
    closed.add(account);
    void removeSeries(Object.values(instruments), account);
  });
  events.on('account-opened', ({ account }) => {
    closed.delete(account);
    createSeries(instruments, account);
  });
  const { openAttempts, attempts, refused, messages, running, waiting, turns } = instruments;
  const { takenOver, firstContent, complete } = instruments;
  on('attempt-opened', ({ account }) => openAttempts.inc({ account }));
  on('attempt-closed', ({ account }) => openAttempts.dec({ account }));
  on('attempt-ended', ({ account, end, reason }) => {
    if (reason !== undefined) refused.inc({ account, reason });
    attempts.inc({ account, end });
  });
  on('message-received', ({ account, kind, event = '' }) => messages.inc({ account, kind, event }));

  on('answer-began', ({ account }) => running.inc({ account }));
  on('answer-queued', ({ account }) => {
    running.dec({ account });
    waiting.inc({ account });
  });
  on('answer-dequeued', ({ account }) => {
    waiting.dec({ account });
    running.inc({ account });
  });
  on('answer-ended', ({ account, end }) => {
    running.dec({ account });
    turns.inc({ account, end });
  });
  on('turn-taken-over', ({ account }) => takenOver.inc({ account, lease: 'turn' }));
  on('courier-taken-over', ({ account }) => takenOver.inc({ account, lease: 'courier' }));
  on('first-content', ({ account, via, afterMs }) =>
    firstContent.observe({ account, way: via }, seconds(afterMs)),
  );
  on('answer-complete', ({ account, way, afterMs }) =>
    complete.observe({ account, way }, seconds(afterMs)),
  );

  on('model-asked', ({ account, provider }) => instruments.modelCalls.inc({ account, provider }));
  on('model-failed', ({ account, provider, code }) =>
    instruments.modelErrors.inc({ account, provider, code }),
  );
  on('tokens-used', ({ account, provider, input, output }) => {
    const { tokens } = instruments;
    tokens.inc({ account, provider, type: 'prompt' }, atLeast0(input));
    tokens.inc({ account, provider, type: 'completion' }, atLeast0(output));
  });
  on('usage-counted', ({ account, model, money, ...tokens }) => {
    for (const type of TOKEN_TYPES)
      instruments.usedTokens.inc({ account, model, type }, atLeast0(tokens[type]));
    if (money !== undefined) instruments.money.inc({ account, model }, atLeast0(money));
  });
  on('tool-called', ({ account, tool, end }) => instruments.toolCalls.inc({ account, tool, end }));
  on('wechat-called', ({ account, call, errcode }) =>
    instruments.wechatCalls.inc({ account, call, errcode: String(errcode ?? 'none') }),
  );
  on('store-failed', ({ operation }) => instruments.storeFailures.inc({ operation }));
  on('store-ready', () => instruments.storeReady.set(1));
  on('store-away', () => instruments.storeReady.set(0));
}

/** Converts to seconds. A wait is never negative, although the store's clock and this one may differ a little. */
function seconds(ms: number): number {
  return atLeast0(ms) / 1000;
}

/** Returns a count that prom-client takes. A provider may report anything, and counting must not break an answer. */
function atLeast0(count: number): number {
  return Number.isFinite(count) && count > 0 ? count : 0;
}
