/** Forms of verbs that no ending tells: the form, and the verb. */
const IRREGULAR = new Map(
  (
    'paid pay bought buy sent send lost lose left leave broke break broken break stole steal stolen steal forgot forget ' +
    'forgotten forget kept keep sold sell spent spend told tell went go gone go chose choose chosen choose written write ' +
    'wrote write taken take took take given give gave give made make came come paid pay held hold built build ran run ' +
    'began begin begun begin felt feel found find brought bring taught teach caught catch shown show wore wear worn wear ' +
    'ate eat eaten eat drank drink drunk drink drove drive driven drive flew fly flown fly slept sleep hid hide hidden hide ' +
    'children child feet foot teeth tooth people person women woman men man'
  )
    .split(' ')
    .flatMap((word, n, all) => (n % 2 === 0 ? [[word, all[n + 1] ?? word] as const] : [])),
);

/** Cuts the endings that English puts on a word without making it another one: settings → set, deployed → deploy. */
export function stem(written: string): string {
  const word = IRREGULAR.get(written) ?? written;
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  const bare = singular.length > 5 ? singular.replace(/(?:(?<=.{4})ation|ing|ed)$/, '') : singular;
  return bare.replace(/([bdgmnprt])\1$/, '$1').replace(/([^aeiou])e$/, '$1');
}
