import type { Model } from '../../answering/model.ts';
import { NotCalledError } from '../../answering/not-called-error.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { AnswererError } from '../../turns/answerer-error.ts';
import type { DocumentRecord } from '../bases/document-record.ts';
import type { Documents, PassageVectors } from '../bases/ports.ts';
import type { ThinkingFilter } from '../retrieval/complete-question.ts';
import {
  createClaimedWork,
  type ClaimedWork,
  type ClaimedWorkDeps,
  type Job,
} from '../work/claimed-work.ts';
import { askForQuestions } from './ask-for-questions.ts';
import { buildQuestionRequest } from './question-request.ts';

/** A model that writes questions for as long as one job takes. */
export interface Writer {
  readonly model: Model;
  /** Ends what it does beside its answers, such as probes. */
  retire(): void;
}

export interface EnrichDocumentsDeps extends Omit<ClaimedWorkDeps, 'generation'> {
  readonly documents: Pick<Documents, 'list' | 'find' | 'passages' | 'addWordings' | 'generation'>;
  /** Questions change no vector of a passage, so these are kept; absent where no model makes any. */
  readonly embedded?: { readonly vectors: PassageVectors; readonly model: string } | undefined;
  /** Returns what writes the questions at the cost of an account: the models of SUMMARY_MODELS, counted. */
  readonly hireWriter: (account: string) => Writer | undefined;
  /** Takes a model's thinking out of what it writes. */
  readonly createFilter: (model: Model) => ThinkingFilter;
}

/** The kind of the work, by base. */
export const ENRICHING = 'enrich-documents';

/** The passages of which questions are written concurrently. */
const AT_ONCE = 2;
/** A death loses no more than this many passages' questions, which cost money. */
const STORED_AT_ONCE = 50;

const NO_MODEL: Sentence = {
  en: 'The account has no model that could write questions; set CHAT_MODELS or SUMMARY_MODELS',
  zh: '这个公众号没有可以写问题的模型，请设置 CHAT_MODELS 或 SUMMARY_MODELS',
};

/**
 * Creates the work that lets a model write the questions which passages answer, so that a search finds them by words that
 * do not stand in them. The key of the work is a base. Passages that have other wordings already, and FAQs, are left alone.
 */
export function createEnrichDocuments(deps: EnrichDocumentsDeps): ClaimedWork {
  const { documents, log } = deps;

  /** Stores questions and returns the record of the revision that has them; undefined when the document was replaced. */
  const addWordings = async (
    record: DocumentRecord,
    wordings: ReadonlyMap<number, readonly string[]>,
  ): Promise<DocumentRecord | undefined> => {
    const { embedded } = deps;
    const vectors = await embedded?.vectors.read(record, embedded.model);
    if ((await documents.addWordings(record, wordings)) === 'stale') return undefined;
    const next = await documents.find(record.base, record.document);
    if (next?.hash !== record.hash || next.passages !== record.passages) return undefined;
    if (embedded && vectors) await embedded.vectors.put(next, embedded.model, vectors);
    return next;
  };

  const enrichDocument = async (
    record: DocumentRecord,
    {
      model,
      signal,
      onPassages,
    }: {
      readonly model: Model;
      readonly signal: AbortSignal;
      /** Hears how many passages of the document are left. */
      readonly onPassages: (left: number) => Promise<void>;
    },
  ): Promise<void> => {
    const passages = await documents.passages(record);
    const left = [...(passages ?? []).entries()].filter(
      ([, { wordings }]) => wordings.length === 0,
    );
    let written = new Map<number, readonly string[]>();
    let current = record;
    const counts = { asked: 0, questions: 0, tokens: 0 };
    let isReplaced = false;

    const store = async () => {
      if (written.size === 0) return;
      const batch = written;
      written = new Map();
      const next = await addWordings(current, batch);
      if (next) current = next;
      else isReplaced = true;
    };
    const askOne = async ([place, passage]: (typeof left)[number]) => {
      const request = buildQuestionRequest(record.title, passage, record.language);
      const createFilter = () => deps.createFilter(model);
      const asked = await askForQuestions(model, request, { createFilter, signal });
      counts.asked += 1;
      counts.tokens += asked.tokens;
      counts.questions += asked.questions.length;
      if (asked.questions.length > 0) written.set(place, asked.questions);
    };
    try {
      for (let at = 0; at < left.length && !isReplaced; at += AT_ONCE) {
        const slice = left.slice(at, at + AT_ONCE);
        const ends = await Promise.allSettled(slice.map(askOne));
        const failed = ends.find((end) => end.status === 'rejected');
        if (failed) throw failed.reason;
        if (written.size >= STORED_AT_ONCE) await store();
        await onPassages(left.length - at - slice.length);
      }
    } finally {
      // What was paid for is kept, whatever ended the work.
      await store();
      if (counts.asked > 0)
        log.info(
          {
            ...{ code: 'document_enriched', base: record.base, document: record.document },
            ...{ model: model.id, ...counts },
            zh: `${model.id} 给资料写了 ${counts.questions} 个问法，问了 ${counts.asked} 次，约 ${counts.tokens} token`,
          },
          `${model.id} wrote ${counts.questions} questions for a document in ${counts.asked} calls of ${counts.tokens} tokens`,
        );
    }
  };

  const work = async ({ key: base, account, report, signal }: Job) => {
    const records = (await documents.list(base)).filter(
      ({ state, isFaq, passages }) => state === 'ok' && !isFaq && passages > 0,
    );
    const total = records.reduce((sum, { passages }) => sum + passages, 0);
    const writer = deps.hireWriter(account);
    if (!writer) return { stopped: NO_MODEL };
    const { model } = writer;
    let done = 0;
    try {
      for (const record of records) {
        const onPassages = (left: number) => report({ done: done + record.passages - left, total });
        await enrichDocument(record, { model, signal, onPassages });
        done += record.passages;
        await report({ done, total });
      }
    } catch (error) {
      if (error instanceof NotCalledError) return { stopped: noMoney(error) };
      // Nothing but a change by the deployer can help.
      const isFinal = error instanceof AnswererError && !error.retryable && !signal.aborted;
      if (!isFinal) throw error;
      return { stopped: inSentences(error) };
    } finally {
      writer.retire();
    }
    return 'complete' as const;
  };

  return createClaimedWork(
    {
      ...{ kind: ENRICHING, follows: 'once', work, knows: () => true },
      failed: {
        code: 'enriching_failed',
        says: {
          en: 'Questions for passages could not be written; it will be retried',
          zh: '没能给资料写问法，会再试',
        },
      },
    },
    { ...deps, generation: () => documents.generation() },
  );
}

function noMoney(error: NotCalledError): Sentence {
  const says = inSentences(error);
  return {
    en: `${says.en}; ask again tomorrow`,
    zh: `预算（DAILY_BUDGET）不允许再调用模型，请明天再继续：${says.zh}`,
  };
}

function inSentences({ message, advice }: AnswererError): Sentence {
  return {
    en: advice ? `${message}. ${advice.en}` : message,
    zh: advice ? `${message}。${advice.zh}` : message,
  };
}
