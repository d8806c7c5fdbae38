/** The words of a page in both languages; the Chinese ones give the type of the English ones. */
export function bilingual<Texts>(texts: {
  readonly zh: Texts;
  readonly en: NoInfer<Texts>;
}): Readonly<Record<'zh' | 'en', Texts>> {
  return texts;
}
