/** 有没有…, 卖…吗, 招不招…, do you …, is there …: what is asked for is a thing, and the question says little else. */
const ASKS_FOR_OFFER =
  /有没有|有(?![人事点些时关])[^，。,. ]{1,8}[吗么]|卖|[招收做教]不[招收做教]|招|提供|[教做打办].{1,8}吗|\b(?:do|does|have|can) (?:you|u)\b|\b(?:is|are) there\b/iu;

/** Whether a question asks if the owner has, sells or does something. Documents mention much that the owner does not offer. */
export function asksForOffer(question: string): boolean {
  return ASKS_FOR_OFFER.test(question);
}
