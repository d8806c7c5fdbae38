import { KnowledgeError } from '../../knowledge/knowledge-error.ts';
import type { KnowledgeDesk } from '../../server/knowledge/knowledge-desk.ts';
import type { CommandSession } from '../command-context.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { createProgress } from '../progress.ts';
import { readQuestions, type LabelledQuestion } from './read-questions.ts';
import { prepareIndex } from './search-documents.ts';

const PLACES = [1, 3, 5] as const;
const MOST = 5;

/** Prints how often the right document is among the first that a question finds. */
export async function evaluate(
  session: CommandSession,
  desk: KnowledgeDesk,
  file: string,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const questions = readQuestions(file);
  await refuseUnknown(file, questions, desk);
  await prepareIndex(session, desk);
  const progress = createProgress(session);
  const places: number[] = [];
  for (const { question, documents } of questions) {
    const { results } = await desk.search(question, MOST);
    places.push(results.findIndex(({ document }) => documents.includes(document)));
    progress.show(texts.asked(places.length, questions.length));
  }
  progress.clear();
  const shareAt = (at: number) =>
    places.filter((place) => place >= 0 && place < at).length / places.length;
  if (json) {
    const recall = Object.fromEntries(PLACES.map((at) => [String(at), shareAt(at)]));
    session.printJson({ questions: questions.length, recall });
    return;
  }
  session.print(texts.evaluated(questions.length, desk.bases));
  for (const at of PLACES) session.print(texts.recall(String(at), shareAt(at).toFixed(3)));
}

/** A misspelt name would read as a bad search. */
async function refuseUnknown(
  file: string,
  questions: readonly LabelledQuestion[],
  desk: KnowledgeDesk,
): Promise<void> {
  const known = new Set((await desk.list()).map(({ document }) => document));
  for (const { documents, line } of questions) {
    const unknown = documents.find((document) => !known.has(document));
    if (unknown !== undefined) throw new KnowledgeError(texts.unknownDocument(file, line, unknown));
  }
}
