/** A shorter table is quoted as a whole. */
const FEWEST_ROWS = 6;
/** When more rows than these speak about the question, it asks about the table. */
const MOST_CHOSEN = 5;
/** A row that shares less than this with the question, beside the best one, is about something else. */
const NEAR_BEST = 0.6;
/** A passage is mostly a table above this share of its lines. */
const MOSTLY = 0.6;

const DELIMITER = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** What is left of a passage, and whether rows of its table were left out. */
export interface ChosenRows {
  readonly body: string;
  readonly isPart: boolean;
}

/**
 * Keeps of a passage that is mostly one long Markdown table the header and the few rows that speak about the question.
 * Where no row stands out, all of them stay.
 */
export function chooseTableRows(body: string, question: string): ChosenRows {
  const whole = { body, isPart: false };
  const lines = body.split('\n');
  const delimiter = lines.findIndex(
    (line, n) => n > 0 && line.includes('|') && DELIMITER.test(line),
  );
  if (delimiter < 0) return whole;
  const after = lines.findIndex((line, n) => n > delimiter && !line.includes('|'));
  const end = after < 0 ? lines.length : after;
  const rows = lines.slice(delimiter + 1, end);
  const written = lines.filter((line) => line.trim() !== '').length;
  if (rows.length < FEWEST_ROWS || rows.length + 2 < MOSTLY * written) return whole;
  const chosen = chooseRows(rows, question);
  if (chosen.length === 0) return whole;
  const kept = [...lines.slice(0, delimiter + 1), ...chosen, ...lines.slice(end)];
  return { body: kept.join('\n'), isPart: true };
}

function chooseRows(rows: readonly string[], question: string): string[] {
  const asked = [...wordsOf(question)];
  const read = rows.map(wordsOf);
  // A word that all rows have tells none of them from another.
  const weights = new Map(
    asked.map((word) => {
      const having = read.filter((words) => words.has(word)).length;
      return [word, having === 0 ? 0 : Math.log(rows.length / having)];
    }),
  );
  const scores = read.map((words) =>
    asked.reduce((sum, word) => sum + (words.has(word) ? (weights.get(word) ?? 0) : 0), 0),
  );
  const best = Math.max(...scores);
  const near = scores.map((score) => best > 0 && score >= NEAR_BEST * best);
  const spokenOf = new Set(read.flatMap((words, n) => (near[n] ? [...words] : [])));
  // Of several things that the question names, the one with the longer name has the higher score.
  const chosen = rows.filter((_, n) => {
    const isOther = asked.some(
      (word) => read[n]?.has(word) && !spokenOf.has(word) && (weights.get(word) ?? 0) > 0,
    );
    return near[n] || isOther;
  });
  return chosen.length > MOST_CHOSEN ? [] : chosen;
}

/** Pairs of Chinese characters, and other words. */
function wordsOf(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = plain.match(/[\p{Script=Latin}\p{N}]{2,}/gu) ?? [];
  const pairs = (plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, n) => `${characters[n] ?? ''}${character}`);
  });
  return new Set([...pairs, ...words.filter((word) => !COMMON.has(word))]);
}

/** English words that any row may hold. */
const COMMON = new Set(
  'the an of to in for on at and or is are do does how much many what which with per price cost costs you your it its we our can'.split(
    ' ',
  ),
);
