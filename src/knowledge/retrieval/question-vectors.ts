import { createHash } from 'node:crypto';
import type { Embedder } from '../../answering/embedder.ts';
import { timeCall, type TellCall } from '../../answering/tell-call.ts';
import type { TurnName } from '../../turns/turn.ts';
import { createOptionalStep, type OptionalStepDeps } from './optional-step.ts';

/** On whose behalf a vector is made. */
interface Asked {
  readonly signal?: AbortSignal | undefined;
  /** For the trace of a turn. */
  readonly turn?: TurnName | undefined;
}

/** Makes the vectors of questions. */
export interface QuestionVectors {
  /** Returns the question as a vector of each model that answers in time. */
  of(
    question: string,
    models: ReadonlySet<string>,
    asked: Asked,
  ): Promise<ReadonlyMap<string, Float32Array>>;
}

export interface QuestionVectorsDeps extends OptionalStepDeps {
  /** Returns what makes vectors of a model, named `provider/model`; undefined for one that cannot be asked. */
  readonly findEmbedder: (model: string) => Embedder | undefined;
  readonly tellCall?: TellCall;
}

const LIMIT_MS = 1_500;
/** Vectors of 1,024 dimensions take 4 KB each. */
const MOST_KEPT = 256;

/** Creates them. The vectors of the newest questions are kept under hashes, so that no follower's words are. */
export function createQuestionVectors(deps: QuestionVectorsDeps): QuestionVectors {
  const kept = new Map<string, Float32Array>();
  const steps = new Map<string, ReturnType<typeof createOptionalStep>>();

  const stepOf = (model: string) => {
    const says = {
      en: `${model} makes no vector of a question; words alone are compared`,
      zh: `${model} 没能给问题生成向量，只按字词检索`,
    };
    const step = createOptionalStep(
      { code: 'question_not_embedded', limitMs: LIMIT_MS, says },
      deps,
    );
    steps.set(model, step);
    return step;
  };

  const keep = (key: string, vector: Float32Array) => {
    kept.delete(key);
    kept.set(key, vector);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const vectorOf = async (question: string, model: string, { signal, turn }: Asked) => {
    const key = createHash('sha256').update(`${model}\n${question}`).digest('base64');
    const known = kept.get(key);
    const embedder = known ? undefined : deps.findEmbedder(model);
    const vector =
      known ??
      (embedder &&
        (await (steps.get(model) ?? stepOf(model)).run(async (own) => {
          const call = { turn, purpose: 'vector', model } as const;
          return (await timeCall(() => embedder.embed([question], own), call, deps))[0];
        }, signal)));
    if (vector) keep(key, vector);
    return vector;
  };

  return {
    async of(question, models, asked) {
      const vectors = new Map<string, Float32Array>();
      await Promise.all(
        [...models].map(async (model) => {
          const vector = await vectorOf(question, model, asked);
          if (vector) vectors.set(model, vector);
        }),
      );
      return vectors;
    },
  };
}
