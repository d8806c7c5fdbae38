import type { Texts } from '../inbox/texts/texts.ts';
import type { Persona, PersonaFile } from './persona.ts';
import type { AccountPersonas } from './persona-reader.ts';
import { DEFAULT_NAMES, namesOf } from './read-persona-folder.ts';

/** What the personas of an account are made of. */
export interface PersonaSource {
  readonly files: Pick<AccountPersonas, 'personas' | 'chosen'> | undefined;
  /** The account's own prompt. */
  readonly systemPrompt: string;
  readonly language: 'zh' | 'en';
  readonly texts: Pick<Texts, 'ownPersona' | 'personaChosen'>;
}

/** Lists the personas of an account; the first of them is its default. */
export function listPersonas({
  files,
  systemPrompt,
  language,
  texts,
}: PersonaSource): readonly [Persona, ...Persona[]] {
  const toPersona = (file: PersonaFile): Persona => {
    const { id, prompt, temperature, model } = file;
    const inEnglish = language === 'en';
    const name = (inEnglish ? file.name_en : undefined) ?? file.name;
    return {
      ...{ id, prompt, temperature, model, name },
      names: namesOf(file),
      description: (inEnglish ? file.description_en : undefined) ?? file.description ?? '',
      greeting:
        (inEnglish ? file.greeting_en : undefined) ?? file.greeting ?? texts.personaChosen(name),
    };
  };
  const chosen = files?.chosen;
  const first: Persona = chosen
    ? toPersona(chosen)
    : { ...texts.ownPersona, id: '', names: [], prompt: systemPrompt };
  const others = (files?.personas ?? []).filter((file) => file !== chosen).map(toPersona);
  const names = [...new Set([first.name, ...first.names, ...DEFAULT_NAMES])];
  return [{ ...first, names }, ...others];
}
