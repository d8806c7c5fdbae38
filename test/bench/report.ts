import type { RowResult } from './run-row.ts';
import { seconds, share, writeTable } from './table.ts';
import { figuresOf, missedBy, targetOf } from './targets.ts';

const HEAD = [
  'customer-service',
  'T s',
  'chars',
  'whole, in order, once',
  'notices',
  'calls',
  'first p50',
  'p95',
  'target',
  'complete p50',
  'p95',
  'target',
  'taps',
  'most',
  'target',
  'messages',
  'most',
  'cpu',
  'verdict',
];

/** One table of all rows; `missedOf` says what counts for the verdict. */
export function writeReport(
  results: readonly RowResult[],
  form: 'plain' | 'markdown',
  missedOf = listMissed,
): string {
  const rows = results.map((result) => writeRow(result, missedOf(result)));
  return writeTable(HEAD, rows, form);
}

/** The target's table, row by row: nothing is missed when the list is empty. */
export function listMissed(result: RowResult): string[] {
  return missedBy(figuresOf(result), targetOf(result), result.row.followers);
}

function writeRow(result: RowResult, missed: readonly string[]): string[] {
  const { row } = result;
  const figures = figuresOf(result);
  const target = targetOf(result);
  return [
    result.ways === 'without' ? 'without' : 'with',
    String(row.seconds),
    String(row.characters),
    share(figures.right, row.followers),
    String(figures.notices),
    figures.callsPerQuestion.mean.toFixed(2),
    seconds(figures.first.p50),
    seconds(figures.first.p95),
    seconds(target.firstP95Ms),
    seconds(figures.complete.p50),
    seconds(figures.complete.p95),
    seconds(target.completeP95Ms ?? NaN),
    figures.taps.mean.toFixed(1),
    String(figures.taps.most),
    String(target.tapsAtMost ?? '-'),
    figures.customerServiceMessages.mean.toFixed(1),
    String(figures.customerServiceMessages.most),
    share(result.machineLoad, 1),
    missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`,
  ];
}
