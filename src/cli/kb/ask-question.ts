import type { KnowledgeDesk } from '../../server/knowledge/knowledge-desk.ts';
import type { CommandSession } from '../command-context.ts';
import { printable } from '../printable.ts';
import { kbTexts as texts } from './kb-texts.ts';
import { prepareIndex } from './search-documents.ts';

/** Prints what a follower of the account would be answered. */
export async function askQuestion(
  session: CommandSession,
  desk: KnowledgeDesk,
  question: string,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  await prepareIndex(session, desk);
  const asked = await desk.ask(question);
  if (json) {
    session.printJson(asked);
    return;
  }
  const { answer, sources, refused } = asked;
  const lines = [
    answer,
    ...sources.map(({ number, title, address }) =>
      [`[${number}] ${title}`, ...(address === null ? [] : [address])].join('  '),
    ),
  ];
  session.terminal.output.write(lines.map((line) => `${printable(line)}\n`).join(''));
  if (refused) session.warn(texts.refused());
}
