import { useConsole } from '../context.ts';

/** Goes to the other language, and says so in it. */
export function LanguageSwitch() {
  const { language, chooseLanguage, texts } = useConsole();
  return (
    <button
      type="button"
      class="language"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {texts.otherLanguage}
    </button>
  );
}
