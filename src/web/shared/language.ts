/** The languages of our pages. */
export type Language = 'zh' | 'en';

const KEY = 'kuaihui-language';

/** Returns the language that was chosen in this browser, or else the browser's own. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY) ?? navigator.language;
  return chosen.startsWith('zh') ? 'zh' : 'en';
}

/** Keeps the choice for all our pages in this browser. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

/** Returns the language as HTML names it. */
export function htmlLanguage(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
