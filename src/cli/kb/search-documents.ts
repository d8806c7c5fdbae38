import type { FoundPassage, KnowledgeDesk } from '../../server/knowledge/knowledge-desk.ts';
import type { CommandSession } from '../command-context.ts';
import { shorten } from '../shorten.ts';
import { printableLine } from '../printable.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { createProgress } from '../progress.ts';

const TEXT_SHOWN = 160;

/** Prints the passages that a question finds, best first. */
export async function searchDocuments(
  session: CommandSession,
  desk: KnowledgeDesk,
  question: string,
  { json = false, limit }: { readonly json?: boolean; readonly limit: number },
): Promise<void> {
  await prepareIndex(session, desk);
  const { results, isBelowFloor } = await desk.search(question, limit);
  if (json) {
    session.printJson({ results });
    return;
  }
  if (results.length === 0) session.print(texts.nothingFound());
  results.forEach((passage, at) => session.terminal.output.write(show(passage, at + 1)));
  if (results.length > 0 && isBelowFloor) session.print(texts.belowFloor());
}

/** Has the index hold what the store holds, with a line that says how far it is. */
export async function prepareIndex(session: CommandSession, desk: KnowledgeDesk): Promise<void> {
  const progress = createProgress(session);
  try {
    await desk.prepare((passages) => progress.show(texts.indexing(passages)));
  } finally {
    progress.clear();
  }
}

function show({ document, title, heading, text, score, address }: FoundPassage, place: number) {
  const short = shorten(text.replaceAll(/\s+/g, ' '), TEXT_SHOWN);
  const where = [title, heading].filter((part) => part !== '').join(' › ');
  const lines = [
    `${place}. ${where}  (${document}, ${score.toFixed(3)})`,
    `   ${short}`,
    ...(address === null ? [] : [`   ${address}`]),
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join('');
}
