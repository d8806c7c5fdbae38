import type { Logger } from 'pino';
import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { createFacts, type Facts } from '../memory/facts.ts';
import { MEMORIES, SUMMARIES } from '../memory/memory-collections.ts';
import { createPlaces, type Places } from '../memory/places.ts';
import type { Cleaner } from '../memory/read-summary.ts';
import { createSummaries, type Summaries } from '../memory/summaries.ts';
import { createTokenRatios, type TokenRatios } from '../memory/token-ratio.ts';
import type { Background } from '../runtime/background.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';
import { createFirstUnderWay } from './first-under-way.ts';

/** What the accounts of a process share of the memory. */
export interface MemoryShare {
  readonly places: Places;
  readonly ratios: TokenRatios;
}

/** The memory of one account. */
export interface Memory {
  readonly summaries: Summaries;
  readonly facts: Facts;
  readonly ratios: TokenRatios;
}

interface BuildMemoryDeps {
  readonly pipeline: AnswerPipeline;
  readonly store: Store;
  readonly share: MemoryShare;
  readonly createCleaner: () => Cleaner;
  readonly background: Background;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Answers have the vendor's patience first: a process writes only so many summaries concurrently. */
const SUMMARIES_AT_ONCE = 2;

export function createMemoryShare(): MemoryShare {
  return { places: createPlaces(SUMMARIES_AT_ONCE), ratios: createTokenRatios() };
}

/** Builds the memory of an account over the store. */
export function buildMemory(settings: AccountSettings, deps: BuildMemoryDeps): Memory {
  const { pipeline, store, share, createCleaner, background, clock, log } = deps;
  const summaries = createSummaries({
    summariser: () => pipeline.summariser,
    settings,
    records: store.collections.open(SUMMARIES),
    turns: store.turns,
    underWay: createFirstUnderWay(store.deliveries),
    work: store.work,
    processes: store.processes,
    ...share,
    createCleaner,
    keptForMs: 2 * settings.arrival.conversationLifetimeMs,
    ...{ background, clock, log },
  });
  const facts = createFacts({
    records: store.collections.open(MEMORIES),
    turns: store.turns,
    clock,
  });
  return { summaries, facts, ratios: share.ratios };
}
