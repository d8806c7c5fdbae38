import type { Response } from 'express';
import { createPacedWriter } from '../api/paced-writer.ts';
import type { ConversationSummary } from './conversations-contract.ts';
import { writeCsvRow } from './write-csv-row.ts';

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
} as const;
/** Tells a spreadsheet that what follows is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = [
  ...(['time', 'account', 'openid', 'question', 'answer', 'state', 'origin', 'via'] as const),
  ...(['first_words_ms', 'whole_ms', 'turn'] as const),
];

/** Writes turns as a file, no faster than it is read; returns how many were written before the reader was gone. */
export async function writeExport(
  turns: AsyncIterable<ConversationSummary>,
  {
    format,
    response,
    signal,
  }: {
    readonly format: 'csv' | 'jsonl';
    readonly response: Response;
    readonly signal: AbortSignal;
  },
): Promise<number> {
  response.set({
    'Content-Type': CONTENT_TYPES[format],
    'Content-Disposition': `attachment; filename="conversations.${format}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  const write = createPacedWriter(response, signal);
  let count = 0;
  if (format === 'csv') await write(BYTE_ORDER_MARK + writeCsvRow(COLUMNS));
  for await (const turn of turns) {
    if (signal.aborted) break;
    await write(format === 'csv' ? toCsv(turn) : `${JSON.stringify(turn)}\n`);
    count += 1;
  }
  response.end();
  return count;
}

function toCsv(turn: ConversationSummary): string {
  const { at, account, openId, question, answer, state, origin, via } = turn;
  return writeCsvRow([
    ...[new Date(at).toISOString(), account, openId, question, answer, state, origin],
    ...[via.join(' '), turn.firstWordsMs, turn.wholeMs, turn.turnId],
  ]);
}
