import { USE, type QuestionReading } from './read-question.ts';

/** 后拔牙 cannot begin a part that changed its place. */
const STANDS_AFTER = /^(?:前(?!台|面)|后(?!台|盖|备|面)|内(?!胆|存|部|科|衣))/;
const IS_CODE = /[\p{Script=Latin}\d]/u;

/** Returns a key that two questions share whenever they ask the same; questions that share it may still differ. */
export function keyOfReading({ words, asked }: QuestionReading): string {
  const bag = words.filter((word) => word !== USE).sort();
  return [...bag, ...[...asked].sort()].join('\n');
}

/** Says whether two questions with the same key ask the same for certain. */
export function asksSame(one: QuestionReading, other: QuestionReading): boolean {
  return (
    !areOpposed(one.subject, other.subject) &&
    !areOpposed(one.owner, other.owner) &&
    modalsThatCount(one) === modalsThatCount(other) &&
    isSameOrder(one, other)
  );
}

function areOpposed(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** How or where a thing is done implies that it can be done; how long it takes does not. */
function modalsThatCount({ asked, modals, words }: QuestionReading): string {
  const impliesCan = asked.has('how') || asked.has('where') || asked.has('when');
  const impliesNeed =
    asked.size > 0 || words.some((word) => /^[几什哪谁]$|^(?:what|which|who)$/.test(word));
  return [...modals]
    .filter((modal) => !(modal === 'can' && impliesCan) && !(modal === 'need' && impliesNeed))
    .sort()
    .join(' ');
}

/** The words stand in the same order, or two parts of a sentence changed places. */
function isSameOrder(one: QuestionReading, other: QuestionReading): boolean {
  const bareOne = bare(one);
  const bareOther = bare(other);
  const a = bareOne.words;
  const b = bareOther.words;
  if (a.length !== b.length) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  if (start === a.length) return true;
  let end = a.length;
  while (a[end - 1] === b[end - 1]) end -= 1;
  for (let cut = start + 1; cut < end; cut += 1)
    if (isSwap(bareOne, bareOther, start, cut, end)) return true;
  return false;
}

/** A reading without 用, whose places are kept. */
interface Bare {
  readonly words: readonly string[];
  readonly edges: ReadonlySet<number>;
  readonly bonds: ReadonlySet<number>;
  /** Places of 用 between two words. */
  readonly uses: readonly number[];
}

function bare({ words, edges, bonds }: QuestionReading): Bare {
  const uses: number[] = [];
  const kept: string[] = [];
  const placeOf: number[] = [];
  for (const word of words) {
    placeOf.push(kept.length);
    if (word !== USE) kept.push(word);
    else if (kept.length > 0) uses.push(kept.length);
  }
  placeOf.push(kept.length);
  const moved = (places: ReadonlySet<number>) =>
    new Set([...places].map((place) => placeOf[place] ?? kept.length));
  return { words: kept, edges: moved(edges), bonds: moved(bonds), uses };
}

function isSwap(one: Bare, other: Bare, start: number, cut: number, end: number): boolean {
  const otherCut = start + end - cut;
  const first = one.words.slice(start, cut);
  const second = one.words.slice(cut, end);
  return (
    second.every((word, n) => other.words[start + n] === word) &&
    first.every((word, n) => other.words[otherCut + n] === word) &&
    (one.edges.has(cut) || other.edges.has(otherCut)) &&
    !one.bonds.has(cut) &&
    !other.bonds.has(otherCut) &&
    !STANDS_AFTER.test(second.join('')) &&
    !STANDS_AFTER.test(first.join('')) &&
    // K1 can hold R4's lid is not R4 can hold K1's.
    !(
      first.some((word) => IS_CODE.test(word)) &&
      second.some((word) => IS_CODE.test(word)) &&
      isChinese(one)
    ) &&
    one.uses.every((use) => use === cut) &&
    other.uses.every((use) => use === otherCut) &&
    // A that uses B is not B that uses A.
    (one.uses.length === 0 || other.uses.length === 0)
  );
}

function isChinese({ words }: Bare): boolean {
  return words.some((word) => /\p{Script=Han}/u.test(word));
}
