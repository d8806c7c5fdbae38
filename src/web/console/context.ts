import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../shared/language.ts';
import type { Role } from '../../console/access/signed-in.ts';
import { consoleTexts } from './texts/console-texts.ts';
import type { ConsoleTexts } from './texts/console-texts.ts';

/** A person who is signed in, as the page knows them. */
export interface User {
  readonly name: string;
  readonly role: Role;
}

/** What every part of the console may need. */
export interface ConsoleContext {
  readonly language: Language;
  readonly chooseLanguage: (language: Language) => void;
  /** Words that several pages use. */
  readonly texts: ConsoleTexts;
  /** Absent on the pages of strangers. */
  readonly user: User | undefined;
  readonly version: string;
  /** No owner has set a password yet. */
  readonly needsPassword: boolean;
  /** The account that the pages are about. */
  readonly account: string;
  /** Shows a short message for a while. */
  readonly say: (text: string) => void;
}

export const ConsoleContext = createContext<ConsoleContext>({
  language: 'zh',
  chooseLanguage: () => undefined,
  texts: consoleTexts.zh,
  user: undefined,
  version: '',
  needsPassword: false,
  account: 'default',
  say: () => undefined,
});

export const useConsole = () => useContext(ConsoleContext);

/** Returns the words of a page in the chosen language. */
export function useTexts<Texts>(texts: { readonly zh: Texts; readonly en: Texts }): Texts {
  return texts[useConsole().language];
}

/** Says whether the person may change things; others see the pages without their buttons. */
export function useMayChange(): boolean {
  return useConsole().user?.role === 'owner';
}
