import type { Sentence } from '../../../runtime/sentence.ts';
import type { StoredPassage } from '../../bases/document-record.ts';

type Column = 'question' | 'variants' | 'answer';
type Row = readonly string[];

const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  ['question', /^(?:questions?|问题|問題)$/i],
  ['variants', /^(?:variants?|问法|問法)$/i],
  ['answer', /^(?:answers?|答案)$/i],
];
/** Names that a FAQ's columns are often given instead. */
const NEAR: Readonly<Record<Column, RegExp>> = {
  question: /问|問|question|^q$/i,
  variants: /问法|問法|说法|别名|相似|同义|variant|wording|alias|asked as/i,
  answer: /答|回复|answer|reply|response|^a$/i,
};
const VARIANT_DIVIDER = /[|｜]/;
/** How many duplicates a problem names. */
const MOST_NAMED = 5;
/** What XML 1.0 forbids, but for lone surrogates. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Returns the places of the columns of a FAQ, when the row is its header. */
export function readFaqHeader(
  row: Row,
): { readonly question: number; readonly answer: number; readonly variants: number } | undefined {
  const place = (wanted: Column) => {
    const pattern = COLUMNS.find(([column]) => column === wanted)?.[1];
    return row.findIndex((cell) => pattern?.test(clean(cell)));
  };
  const found = {
    question: place('question'),
    answer: place('answer'),
    variants: place('variants'),
  };
  return found.question >= 0 && found.answer >= 0 ? found : undefined;
}

/** Says what to rename when the row is nearly the header of a FAQ; undefined for any other table. */
export function adviseOnHeader(row: Row): Sentence | undefined {
  const cells = row.map(clean).filter((cell) => cell !== '');
  const columnOf = (cell: string) => COLUMNS.find(([, pattern]) => pattern.test(cell))?.[0];
  const known = new Set(cells.map(columnOf));
  const unknown = cells.filter((cell) => columnOf(cell) === undefined);
  const isNear = (column: Column) => unknown.some((cell) => NEAR[column].test(cell));
  const has = (column: Column) => known.has(column);
  if (has('question') && has('answer'))
    return !has('variants') && isNear('variants') ? looksLikeFaq(unknown) : undefined;
  const hasOrNear = (column: Column) => has(column) || isNear(column);
  const isNearly =
    has('question') ||
    (hasOrNear('question') && hasOrNear('answer')) ||
    (has('variants') && (has('answer') || isNear('question')));
  return isNearly ? looksLikeFaq(unknown) : undefined;
}

/** Reads the entries of sheets that begin with the header row of a FAQ. An answer stays as it is written. */
export function readFaq(sheets: readonly (readonly Row[])[]): {
  entries: StoredPassage[];
  problems: Sentence[];
} {
  const entries = new Map<string, StoredPassage>();
  const duplicates: string[] = [];
  let incomplete = 0;
  for (const [header = [], ...rows] of sheets) {
    const columns = readFaqHeader(header);
    if (!columns) continue;
    for (const row of rows) {
      const heading = clean(row[columns.question]).replace(/\s+/g, ' ');
      const body = clean(row[columns.answer]);
      const key = heading.normalize('NFKC').toLowerCase();
      if (heading === '' || body === '') {
        incomplete += 1;
      } else if (entries.has(key)) {
        duplicates.push(heading);
      } else {
        const wordings = clean(row[columns.variants]).split(VARIANT_DIVIDER).map(clean);
        entries.set(key, { heading, body, wordings: [...new Set(wordings)].filter(Boolean) });
      }
    }
  }
  const problems = [
    ...(incomplete > 0 ? [rowsWithout(incomplete)] : []),
    ...(duplicates.length > 0 ? [askedTwice(duplicates)] : []),
  ];
  return { entries: [...entries.values()], problems };
}

function looksLikeFaq(unknown: readonly string[]): Sentence {
  const named = unknown.slice(0, MOST_NAMED).map((cell) => cell.slice(0, 20));
  const [en, zh] = [named.join(', '), named.join('、')];
  return {
    en: `it looks like a FAQ: name the columns question,variants,answer (or 问题,问法,答案)${en && `, not ${en}`}`,
    zh: `像是问答表：请把列名写成 问题,问法,答案${zh && `（现在有 ${zh}）`}`,
  };
}

function rowsWithout(count: number): Sentence {
  return {
    en: `${count} ${count === 1 ? 'row has' : 'rows have'} no question or no answer`,
    zh: `有 ${count} 行缺问题或答案`,
  };
}

function askedTwice(questions: readonly string[]): Sentence {
  const named = questions.slice(0, MOST_NAMED).map((question) => question.slice(0, 60));
  const isMore = questions.length > MOST_NAMED;
  return {
    en: `of questions that stand there twice the first counts: ${named.join(' | ')}${isMore ? ' …' : ''}`,
    zh: `重复的问题以第一个为准：${named.join(' | ')}${isMore ? ' ……' : ''}`,
  };
}

function clean(cell: string | undefined): string {
  return (cell ?? '').toWellFormed().replace(FORBIDDEN, '').trim();
}
