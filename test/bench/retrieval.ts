import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { StoredVectors } from '../../src/knowledge/bases/passage-vectors.ts';
import type { Documents } from '../../src/knowledge/bases/ports.ts';
import type { SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { createWorkerSearchIndex } from '../../src/knowledge/index/worker-search-index.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { makeCorpus, type MadeCorpus } from './retrieval/made-corpus.ts';
import { streamAnswers } from './retrieval/streaming-answers.ts';
import { most, percentile } from './statistics.ts';
import { writeTable } from './table.ts';

const BASE = 'bench';
const MODEL = 'made/model';
const DIMENSIONS = 512;
const ANSWERS = 200;
/** So many questions come in a second when 200 answers of half a minute run at a time. */
const QUESTIONS_A_SECOND = 7;
const SECONDS = 30;
const WARM_UP = 30;
const MOST_BUILD_MS = 20 * 60_000;
const TARGETS = { searchP95Ms: 100, loopP99Ms: 50 };

const refuse = () => Promise.reject(new Error('The bench does not ask this'));

/** Gives out the corpus as the store would; nothing changes. */
function storeOf(corpus: MadeCorpus): { documents: Documents; vectors: StoredVectors } {
  const unchanging = { generation: () => Promise.resolve(1), follow: () => () => undefined };
  return {
    documents: {
      ...unchanging,
      list: (base) => Promise.resolve(base === BASE ? corpus.records : []),
      passages: (record) => Promise.resolve(corpus.passages(record)),
      ...{ find: refuse, put: refuse, fail: refuse, remove: refuse, addWordings: refuse },
    },
    vectors: {
      ...unchanging,
      read: (record) => Promise.resolve(corpus.vectors(record)),
      ...{ put: refuse, prune: refuse },
    },
  };
}

/** Asks at a steady rate, however long the answers take, and returns how long each took. */
async function ask(
  index: SearchIndex,
  corpus: MadeCorpus,
  { count, withVectors }: { readonly count: number; readonly withVectors: boolean },
): Promise<readonly number[]> {
  const asked: Promise<number>[] = [];
  for (let n = 0; n < count; n += 1) {
    const { question, vector } = corpus.question(n);
    const startedAt = performance.now();
    const vectors = withVectors ? { vectors: new Map([[MODEL, vector]]) } : {};
    const query = { question, language: 'zh', limit: 5, ...vectors } as const;
    asked.push(index.search([BASE], query).then(() => performance.now() - startedAt));
    await sleep(1000 / QUESTIONS_A_SECOND);
  }
  return Promise.all(asked);
}

async function measure(
  name: string,
  index: SearchIndex,
  corpus: MadeCorpus,
  { answers, withVectors }: { readonly answers: number; readonly withVectors: boolean },
): Promise<string[]> {
  const streaming = streamAnswers(answers);
  await ask(index, corpus, { count: WARM_UP, withVectors });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const took = await ask(index, corpus, { count: QUESTIONS_A_SECOND * SECONDS, withVectors });
  delay.disable();
  streaming.stop();
  const searchP95 = percentile(took, 0.95);
  const loopP99 = delay.percentile(99) / 1e6;
  const isMet = searchP95 < TARGETS.searchP95Ms && loopP99 < TARGETS.loopP99Ms;
  const figures = [percentile(took, 0.5), searchP95, most(took), loopP99];
  return [
    name,
    String(took.length),
    ...figures.map((ms) => ms.toFixed(1)),
    isMet ? 'met' : 'missed',
  ];
}

/** Builds the index of made documents in a thread, which takes minutes, then asks it while answers stream. */
async function benchRetrieval(passages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-retrieval-'));
  const corpus = makeCorpus(BASE, { passages, dimensions: DIMENSIONS });
  const index = createWorkerSearchIndex({
    ...{ folder, ...storeOf(corpus), models: () => [MODEL], clock: systemClock },
    log: pino({ level: 'warn' }, pino.destination(2)),
  });
  try {
    console.log(`Building the index of ${passages} passages; 100,000 take some minutes`);
    const startedAt = performance.now();
    const state = await index.catchUp([BASE], MOST_BUILD_MS);
    const seconds = (performance.now() - startedAt) / 1000;
    const megabytes = statSync(join(folder, `${BASE}.db`)).size / 2 ** 20;
    const held = await index.countPassages([BASE]);
    console.log(
      `${state}: ${held} passages in ${seconds.toFixed(0)} s, ${megabytes.toFixed(0)} MB, vectors of ${[...(await index.vectorModels([BASE])).values()].join() || 'none'}`,
    );
    const rows = [
      await measure('words', index, corpus, { answers: ANSWERS, withVectors: false }),
      await measure('words and vectors', index, corpus, { answers: ANSWERS, withVectors: true }),
    ];
    const head = [
      'search by',
      'questions',
      'p50 ms',
      'p95 ms',
      'most ms',
      'loop p99 ms',
      'targets',
    ];
    console.log(writeTable(head, rows, 'plain'));
    const megabytesInUse = (process.memoryUsage().rss / 2 ** 20).toFixed(0);
    console.log(
      `Memory of the process: ${megabytesInUse} MB. Load of the machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores; above that the figures tell of other programs too`,
    );
  } finally {
    await index.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await benchRetrieval(Number(process.argv[2] ?? 100_000));
