/** Surnames that begin most Chinese names. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石' +
  '姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧洪严';
const SURNAME = new RegExp(`[${SURNAMES}]$`);
const NAME_BEGINS = /(?:^|[^\p{L}\p{N}]|[和与及跟是为由给]).$/u;
const MASKED_NUMBER = /^\d[^\n]*[，。、；,;][^\n]*[\p{L}\p{N}]$/u;

/** Words before stars that mark something with them, as in `标**者为选修；标***者为免修` or `带**的`. */
const SIGNED = /[标带打]\*?$/;

/**
 * Says whether two runs of stars hide parts of names or numbers instead of making the text between them bold.
 * Then both follow a surname, one of which begins a word, or a word that says that they mark something, or both stand
 * before digits in different clauses. `from` and `to` are where the runs begin.
 */
export function isMasked(raw: string, from: number, to: number): boolean {
  const before = [from, to].map((at) => raw.slice(Math.max(0, at - 2), at));
  if (before.every((text) => SURNAME.test(text)) && before.some((text) => NAME_BEGINS.test(text))) {
    return true;
  }
  if (before.every((text) => SIGNED.test(text))) return true;
  return (
    /[\p{L}\p{N}]/u.test(raw.charAt(from - 1)) &&
    /\d/.test(raw.charAt(to + 2)) &&
    MASKED_NUMBER.test(raw.slice(from + 2, to))
  );
}
