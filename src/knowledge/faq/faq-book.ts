import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Faq } from '../../answering/faq.ts';
import { coalesce } from '../../runtime/coalesce.ts';
import type { DocumentRecord, StoredPassage } from '../bases/document-record.ts';
import type { Documents } from '../bases/ports.ts';
import { createMatchFaq, readWordings, type MatchFaq, type Wording } from './match-faq.ts';

/** The FAQ of all bases, read from the store once and again where it changed. */
export interface FaqBook {
  /**
   * Returns the FAQ of an account that reads these bases. Before each question the store is asked whether a document
   * changed, so an entry that any process accepted answers the very next question. While the store is away the error
   * passes: an answer that was taken back must not be given again, and no turn could be stored anyway.
   */
  ofBases(bases: readonly string[]): Faq;
}

/** Answers that were accepted from followers' corrections are documents below this folder of a base. */
export const LEARNT_FOLDER = 'learnt/';

/** Entries are read in slices of some milliseconds, between which other work goes on. */
const SLICE = 50;
/** How often a document that is replaced while it is read is looked up anew, before the next question does it. */
const MOST_TRIES = 5;

/** What was read at one generation of the store. */
interface Edition {
  readonly generation: number;
  readonly match: MatchFaq;
}

export function createFaqBook(
  documents: Pick<Documents, 'generation' | 'list' | 'passages'>,
): FaqBook {
  return {
    ofBases(bases) {
      let revisions = new Map<string, readonly Wording[]>();
      let edition: Edition | undefined;
      const loading = coalesce(async () => {
        // Read before the documents, so that a change during the load is seen by the next question.
        const generation = await documents.generation();
        if (generation === edition?.generation) return;
        const known = revisions;
        revisions = await readRevisions(documents, bases, known);
        const isSame =
          edition !== undefined &&
          revisions.size === known.size &&
          [...revisions.keys()].every((key) => known.has(key));
        const match =
          isSame && edition ? edition.match : createMatchFaq([...revisions.values()].flat());
        edition = { generation, match };
      });
      return {
        async find(question) {
          if (edition?.generation !== (await documents.generation())) await loading.run();
          return edition?.match(question);
        },
      };
    },
  };
}

/** Reads the FAQ documents of the bases; revisions that are known are not read again. */
async function readRevisions(
  documents: Pick<Documents, 'list' | 'passages'>,
  bases: readonly string[],
  known: ReadonlyMap<string, readonly Wording[]>,
): Promise<Map<string, readonly Wording[]>> {
  for (let tries = 1; ; tries += 1) {
    const revisions = new Map<string, readonly Wording[]>();
    let isWhole = true;
    for (const base of bases)
      for (const record of await documents.list(base)) {
        if (!record.isFaq || record.state !== 'ok') continue;
        const key = [base, record.document, record.revision].join('\n');
        const wordings = known.get(key) ?? (await readRevision(documents, record));
        if (wordings) revisions.set(key, wordings);
        else isWhole = false;
      }
    if (isWhole || tries === MOST_TRIES) return revisions;
  }
}

/** Undefined when the revision was replaced meanwhile. */
async function readRevision(
  documents: Pick<Documents, 'passages'>,
  record: DocumentRecord,
): Promise<readonly Wording[] | undefined> {
  const passages = await documents.passages(record);
  if (!passages) return undefined;
  const rank = rankOf(record);
  const wordings: Wording[] = [];
  for (const [place, passage] of passages.entries()) {
    if (place % SLICE === SLICE - 1) await letOthersRun();
    wordings.push(...readWordings({ rank, entry: toEntry(record, passage) }));
  }
  return wordings;
}

function toEntry({ document }: DocumentRecord, { heading, wordings, body }: StoredPassage) {
  return { document, question: heading, variants: wordings, answer: body };
}

/** What was accepted later corrects what was accepted earlier, and both correct the sheets. */
function rankOf({ document, importedAt }: DocumentRecord): number {
  return document.startsWith(LEARNT_FOLDER) ? -importedAt : 0;
}
