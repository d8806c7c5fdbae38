import type { Documents } from '../knowledge/bases/ports.ts';
import type { DocumentRecord } from '../knowledge/bases/document-record.ts';
import { LEARNT_FOLDER } from '../knowledge/faq/faq-book.ts';
import { cleanText } from './clean-text.ts';
import { learntName, toLearntDocument } from './learnt-document.ts';
import { shortCodeOf } from './short-code.ts';

/** An answer that followers read word for word, apart from those in sheets. */
interface OwnAnswer {
  readonly id: string;
  readonly record: DocumentRecord;
  readonly question: string;
  readonly variants: readonly string[];
  readonly answer: string;
}

/** The answers of an account that were accepted, or written by its owner. */
interface OwnAnswers {
  /** Newest first; `from` counts those before. */
  list(
    from: number,
    most: number,
  ): Promise<{ readonly items: readonly OwnAnswer[]; readonly isMore: boolean }>;
  /** Writes one; undefined when the entry with this id is gone. */
  put(
    entry: Omit<OwnAnswer, 'id' | 'record'> & { readonly id?: string | undefined },
  ): Promise<{ readonly id: string; readonly document: string } | undefined>;
}

/** Creates them over the bases that the account names; new ones go into the first. */
export function createOwnAnswers({
  bases,
  documents,
  newId,
}: {
  readonly bases: readonly [string, ...string[]];
  readonly documents: Pick<Documents, 'list' | 'find' | 'passages' | 'put'>;
  readonly newId: () => string;
}): OwnAnswers {
  const baseOf = async (id: string) => {
    for (const base of bases) if (await documents.find(base, learntName(id))) return base;
    return undefined;
  };
  const read = async (record: DocumentRecord): Promise<readonly OwnAnswer[]> => {
    const [entry] = (await documents.passages(record)) ?? [];
    if (!entry) return [];
    const id = record.document.slice(LEARNT_FOLDER.length);
    const { heading: question, wordings: variants, body: answer } = entry;
    return [{ id, record, question, variants, answer }];
  };
  return {
    async list(from, most) {
      const records = (await Promise.all(bases.map((base) => documents.list(base))))
        .flat()
        .filter(({ document, isFaq }) => isFaq && document.startsWith(LEARNT_FOLDER))
        .sort((one, other) => other.importedAt - one.importedAt);
      const page = await Promise.all(records.slice(from, from + most).map(read));
      return { items: page.flat(), isMore: records.length > from + most };
    },
    async put({ id: known, question, variants, answer }) {
      const base = known === undefined ? bases[0] : await baseOf(known);
      if (base === undefined) return undefined;
      const id = known ?? shortCodeOf(newId());
      const asked = cleanText(question);
      const others = variants.map(cleanText).filter((one) => one !== '' && one !== asked);
      const entry = {
        id,
        question: asked,
        variants: [...new Set(others)],
        answer: cleanText(answer),
      };
      const document = toLearntDocument(entry);
      await documents.put(base, document);
      return { id, document: document.document };
    },
  };
}
