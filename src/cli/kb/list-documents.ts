import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { documentTexts } from '../../diagnosis/document-texts.ts';
import type {
  BackgroundProgress,
  KnowledgeDesk,
  ListedDocument,
} from '../../server/knowledge/knowledge-desk.ts';
import { alignTable } from '../align-table.ts';
import type { CommandSession } from '../command-context.ts';
import { shorten } from '../shorten.ts';
import { printableLine } from '../printable.ts';
import { documentColumns, kbTexts as texts } from './kb-texts.ts';

/** Base, name, title and state stand before the number. */
const WORDS = 4;
const LONGEST_TITLE = 40;

/** Prints the documents of an account, and how far the work on them is. */
export async function listDocuments(
  session: CommandSession,
  desk: KnowledgeDesk,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const documents = await desk.list();
  if (json) {
    session.printJson(documents.map((document) => toJson(document, session.language)));
    return;
  }
  const empty = await desk.emptyBases();
  if (empty) session.warn(documentTexts.emptyBases(empty));
  if (documents.length === 0) {
    session.print(texts.nothing(desk.bases));
    return;
  }
  const lines = showDocuments(documents, await desk.progress(), session.language);
  session.terminal.output.write(lines.map((line) => `${line}\n`).join(''));
}

function toJson(
  { document, title, passages, state, problem, address }: ListedDocument,
  language: AdviceLanguage,
): object {
  return {
    ...{ document, title, passages, state },
    problem: problem?.[language] ?? null,
    address: address ?? null,
  };
}

function showDocuments(
  documents: readonly ListedDocument[],
  progress: readonly BackgroundProgress[],
  language: AdviceLanguage,
): readonly string[] {
  const rows = documents.map(({ base, folder, document, title, state, isFaq, passages }) => [
    folder ?? base,
    document,
    shorten(title, LONGEST_TITLE),
    (isFaq && state === 'ok' ? texts.faq() : texts.state(state))[language],
    String(passages),
  ]);
  const problems = documents.flatMap(({ base, folder, document, problem }) =>
    problem ? [`! ${printableLine(`${folder ?? base} › ${document}: ${problem[language]}`)}`] : [],
  );
  const passages = documents.reduce((sum, document) => sum + document.passages, 0);
  const failed = documents.filter(({ state }) => state === 'failed').length;
  return [
    ...alignTable([documentColumns[language], ...rows], WORDS),
    texts.total(documents.length, passages, failed)[language],
    ...problems,
    ...(failed > 0 ? [texts.drop()[language]] : []),
    ...progress.flatMap(({ what, done, of, problem }) => [
      texts.progress(what, done, of)[language],
      ...(problem ? [`! ${problem[language]}`] : []),
    ]),
  ];
}
