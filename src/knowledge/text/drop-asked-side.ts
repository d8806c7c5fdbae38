/** Words that ask for a duration, a moment, an amount or a price. Questions about different things share them. Longer ones first. */
const ASKED_SIDE =
  /多长时间|什么时间|什么时候|多久|几天|多少天|几点钟?|何时|多少钱|什么价格?|几块钱?|几元|多少|\bhow (?:long|soon|often|much|many)\b|\bwhat time\b/giu;

/** Returns what a question or heading is about, without the words that ask for one side of it; 加床多少钱 is about 加床. */
export function dropAskedSide(wording: string): string {
  return wording.replace(ASKED_SIDE, ' ').replace(/\s+/g, ' ').trim();
}
