import type { Sentence } from '../../runtime/sentence.ts';
import type { ModelsAnswer, RoleAnswer, TestBody } from './models-contract.ts';

type Breaker = RoleAnswer['breakers'][number];

/** A model in one of its roles, with reasons in both languages. */
export interface RoleView extends Omit<RoleAnswer, 'breakers'> {
  readonly breakers: readonly (Omit<Breaker, 'reason'> & { readonly reason: Sentence })[];
}

/** A provider that is known by name. */
interface PresetView {
  readonly name: string;
  readonly title: Sentence;
  readonly baseUrl?: string | undefined;
  readonly needsKey: boolean;
  readonly settings: {
    readonly apiKey: string;
    readonly baseUrl: string;
    readonly extraBody: string;
  };
  readonly models: readonly string[];
  readonly thinkingOff?: string;
}

/** How a model took a short question. */
interface TestResult {
  readonly ok: boolean;
  readonly firstTokenMs?: number | undefined;
  readonly tookMs: number;
  readonly sentence: Sentence;
  readonly remedy?: Sentence | undefined;
}

/** The models as the console needs them. */
export interface ModelsDesk {
  list(account: string): Promise<{
    readonly models: readonly RoleView[];
    readonly hasPrices: ModelsAnswer['hasPrices'];
    readonly locked: ModelsAnswer['locked'];
  }>;
  presets(): readonly PresetView[];
  /** Asks a model a few words, also with a key that is not stored yet. Throws ConfigError for what cannot be asked. */
  test(what: TestBody): Promise<TestResult>;
}
