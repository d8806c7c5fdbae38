import type { Draft } from '../../learning/drafts.ts';
import type { ReviewedFeedback } from '../../learning/review.ts';
import type { UnansweredGroup } from '../../learning/unanswered.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { alignTable } from '../align-table.ts';
import { shorten } from '../shorten.ts';
import { printableLine } from '../printable.ts';
import { feedbackTexts } from './feedback-texts.ts';

interface Listed {
  readonly drafts: readonly Draft[];
  readonly feedback: readonly ReviewedFeedback[];
}

const SIGNS = { up: '👍', down: '👎' } as const;
const MOST_ROWS = 50;
/** In a table; the answer of a draft stands whole, because it is what followers will read. */
const MOST_CHARACTERS = 40;

/** Returns the drafts, each with its whole answer, and below them what followers said. */
export function showFeedback(
  { drafts, feedback }: Listed,
  language: AdviceLanguage,
): readonly string[] {
  const texts = feedbackTexts[language];
  const draftRows = drafts.map(({ id, state, from, question, answer }) => [
    ...[id, texts.states[state], String(from)],
    ...[inBrief(question), oneLine(answer)],
  ]);
  const feedbackRows = feedback.map(({ id, verdict, reason, question, correction }) => [
    ...[id, SIGNS[verdict], reason === null ? '' : texts.reasons[reason]],
    ...[inBrief(question), inBrief(correction ?? '')],
  ]);
  return [
    ...[`${texts.drafts}:`, ...(drafts.length === 0 ? [texts.noDrafts] : [])],
    ...tableOf(texts.draftColumns, draftRows, texts.more),
    ...drafts.slice(0, MOST_ROWS).flatMap(alsoAskedAs),
    ...(drafts.some(({ state }) => state === 'waiting' || state === 'edited')
      ? [texts.howToDecide]
      : []),
    ...['', `${texts.feedback}:`, ...(feedback.length === 0 ? [texts.noFeedback] : [])],
    ...tableOf(texts.feedbackColumns, feedbackRows, texts.more),
  ];
}

/** Every wording that will get the answer is shown whole: an accepted draft answers all of them. */
function alsoAskedAs({ id, question, variants, state }: Draft): readonly string[] {
  if (state === 'accepted' || state === 'rejected') return [];
  const isCut = inBrief(question) !== oneLine(question);
  const wordings = [...(isCut ? [question] : []), ...variants];
  return wordings.map((wording) => printableLine(`${id} = ${oneLine(wording)}`));
}

/** Returns the questions that were asked in vain, the most frequent first. */
export function showUnanswered(
  groups: readonly UnansweredGroup[],
  language: AdviceLanguage,
): readonly string[] {
  const texts = feedbackTexts[language];
  if (groups.length === 0) return [texts.noUnanswered];
  const rows = groups.map(({ id, count, question }) => [id, String(count), inBrief(question)]);
  return [...tableOf(texts.unansweredColumns, rows, texts.more), texts.howToAnswer];
}

function tableOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  more: (left: number) => string,
): readonly string[] {
  if (rows.length === 0) return [];
  const left = rows.length - MOST_ROWS;
  return [
    ...alignTable([columns, ...rows.slice(0, MOST_ROWS)], columns.length),
    ...(left > 0 ? [more(left)] : []),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ⏎ ');
}

function inBrief(text: string): string {
  return shorten(oneLine(text), MOST_CHARACTERS);
}
