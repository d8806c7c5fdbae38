import type { Sentence } from '../../../runtime/sentence.ts';
import type { StoredPassage } from '../../bases/document-record.ts';

type Column = 'question' | 'variants' | 'answer';
type Row = readonly string[];

const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  ['question', /^(?:questions?|问题|問題)$/i],
  ['variants', /^(?:variants?|问法|問法)$/i],
  ['answer', /^(?:answers?|答案)$/i],
];
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
