const EMOTICON = /^(?:[_.﹏oOwW3]<|[:;]-?[()DPO](?![\w/]))/;
const NUMBER = /^[-+]?[￥¥$€£]?\d/;
/** A list (`1. `) or a date with which a quotation may begin. */
const QUOTED_NUMBER = /^(?:\d{1,9}(?:[.)](?:\s|$)|、)|\d{4} ?年|\d{1,2} ?月 ?\d)/;
/** A beginning that may still become a number, an emoticon, a list or a date. */
const UNDECIDED =
  /^(?:[-+]?[￥¥$€£]?|[_.﹏oOwW3]|[:;]-?[()DPO]?|\d{1,9}[.)]?|\d{1,4} |\d{1,2} ?月 ?)$/;

/**
 * Says whether the `>` at the start of `rest` quotes. Before a number or a sign it compares (`>140`, `>=90`), and three
 * are a prompt.
 * Undefined if that needs more characters. A quotation over several lines may have numbers at their beginning.
 */
export function isQuoteMark(
  rest: string,
  { isWhole, inQuote }: { isWhole: boolean; inQuote: boolean },
): boolean | undefined {
  if (rest.startsWith('>>>')) return false;
  if (rest === '>>') return isWhole ? true : undefined;
  const after = rest.slice(1);
  if (/^[=.,%/<]/.test(after) && !/^(?:\.$|<[A-Za-z/!])/.test(after)) {
    return after === '<' && !isWhole ? undefined : false;
  }
  if (inQuote) return true;
  const text = after.replace(/^[ \t]+/, '');
  if (!isWhole && UNDECIDED.test(text)) return undefined;
  if (EMOTICON.test(text)) return false;
  return !NUMBER.test(text) || QUOTED_NUMBER.test(text);
}
