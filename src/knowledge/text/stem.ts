/** Cuts the endings that English puts on a word without making it another one: settings → set, deployed → deploy. */
export function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  const bare = singular.length > 5 ? singular.replace(/(?:(?<=.{4})ation|ing|ed)$/, '') : singular;
  return bare.replace(/([bdgmnprt])\1$/, '$1').replace(/([^aeiou])e$/, '$1');
}
