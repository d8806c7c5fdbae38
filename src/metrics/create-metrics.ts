import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AttemptOutcome, WritingOutcome } from '../events/domain-event.ts';
import type { EventBus } from '../events/event-bus.ts';

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

  const instruments = {
    attempts: counter(
      'attempts_total',
      "WeChat's pushes, by how they ended: answered, nothing (an empty answer), held (until WeChat repeats), cut, refused, failed.",
      ['end'],
    ),
    refused: counter('attempts_refused_total', 'Refused pushes, by the reason in the log.', [
      'reason',
    ]),
    openAttempts: gauge('attempts_open', 'Pushes that wait for their answer right now.'),
    messages: counter(
      'messages_total',
      'Messages and events of followers, without repeats, by kind and, for events, by event.',
      ['kind', 'event'],
    ),
    turns: counter(
      'turns_total',
      'Answers that this process wrote, by how that ended: complete, failed, cancelled, replaced, handed over.',
      ['end'],
    ),
    waiting: gauge('answers_waiting', 'Answers that wait for a place (MAX_ANSWERS_AT_ONCE).'),
    running: gauge('answers_being_written', 'Answers that are being written right now.'),
    takenOver: counter(
      'leases_taken_over_total',
      'Answers (turn) and deliveries (courier) that went on here after another process died or went.',
      ['lease'],
    ),
    firstContent: wait(
      'first_content_seconds',
      'From the question until the first words of its answer were given, by the way they went.',
      ['way'],
    ),
    complete: wait(
      'complete_seconds',
      'From the question until the last words of its answer were given, by the ways the answer went: passive, customer-service, both.',
      ['way'],
    ),
    modelCalls: counter('model_calls_total', 'Requests to the model, by host.', ['provider']),
    modelErrors: counter('model_errors_total', 'Requests to the model that failed, by code.', [
      ...(['provider', 'code'] as const),
    ]),
    tokens: counter('model_tokens_total', 'Tokens as the provider counts them.', [
      ...(['provider', 'type'] as const),
    ]),
    wechatCalls: counter(
      'wechat_calls_total',
      "Calls of WeChat's API, by errcode: 0 is done, none means that no answer came.",
      ['call', 'errcode'],
    ),
    storeFailures: counter('store_failures_total', 'Operations that the store could not do.', [
      'operation',
    ]),
    storeReady: gauge('store_ready', '1 when the store can be written, else 0.'),
    buildInfo: gauge('build_info', 'Always 1; the labels say what runs.', ['version', 'node']),
  };
  // Prometheus cannot see a counter rise that did not exist before.
  for (const end of ATTEMPT_OUTCOMES) instruments.attempts.inc({ end }, 0);
  for (const end of WRITING_OUTCOMES) instruments.turns.inc({ end }, 0);
  for (const lease of TAKEN_LEASES) instruments.takenOver.inc({ lease }, 0);
  return instruments;
}

function countEvents({ on }: Pick<EventBus, 'on'>, instruments: Instruments): void {
  const { openAttempts, attempts, refused, messages, running, waiting, turns } = instruments;
  on('attempt-opened', () => openAttempts.inc());
  on('attempt-closed', () => openAttempts.dec());
  on('attempt-ended', ({ end, reason }) => {
    if (reason !== undefined) refused.inc({ reason });
    attempts.inc({ end });
  });
  on('message-received', ({ kind, event = '' }) => messages.inc({ kind, event }));

  on('answer-began', () => running.inc());
  on('answer-queued', () => {
    running.dec();
    waiting.inc();
  });
  on('answer-dequeued', () => {
    waiting.dec();
    running.inc();
  });
  on('answer-ended', ({ end }) => {
    running.dec();
    turns.inc({ end });
  });
  on('turn-taken-over', () => instruments.takenOver.inc({ lease: 'turn' }));
  on('courier-taken-over', () => instruments.takenOver.inc({ lease: 'courier' }));
  on('first-content', ({ via, afterMs }) =>
    instruments.firstContent.observe({ way: via }, seconds(afterMs)),
  );
  on('answer-complete', ({ way, afterMs }) =>
    instruments.complete.observe({ way }, seconds(afterMs)),
  );

  on('model-asked', ({ provider }) => instruments.modelCalls.inc({ provider }));
  on('model-failed', ({ provider, code }) => instruments.modelErrors.inc({ provider, code }));
  on('tokens-used', ({ provider, promptTokens, completionTokens }) => {
    instruments.tokens.inc({ provider, type: 'prompt' }, atLeast0(promptTokens));
    instruments.tokens.inc({ provider, type: 'completion' }, atLeast0(completionTokens));
  });
  on('wechat-called', ({ call, errcode }) =>
    instruments.wechatCalls.inc({ call, errcode: String(errcode ?? 'none') }),
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
