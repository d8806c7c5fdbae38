import type { Language } from '../../../shared/language.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import type { StepProps } from './step-props.ts';
import { texts } from './texts.ts';

const LANGUAGES: readonly {
  readonly name: Language;
  readonly lang: string;
  readonly word: string;
}[] = [
  { name: 'zh', lang: 'zh-CN', word: '中文' },
  { name: 'en', lang: 'en', word: 'English' },
];

/** Asks in which language the console speaks; each choice is written in its own. */
export function LanguageStep({ onNext }: StepProps) {
  const t = useTexts(texts);
  const { language, chooseLanguage } = useConsole();
  return (
    <>
      <p>{t.languageIntro}</p>
      <div class="actions">
        {LANGUAGES.map(({ name, lang, word }) => (
          <Button
            key={name}
            kind={name === language ? 'strong' : 'plain'}
            onPress={async () => {
              await onNext();
              chooseLanguage(name);
            }}
          >
            <span lang={lang}>{word}</span>
          </Button>
        ))}
      </div>
    </>
  );
}
