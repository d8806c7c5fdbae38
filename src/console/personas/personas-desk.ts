import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { PersonaAnswer, PersonaFieldsBody, PersonasAnswer } from './personas-contract.ts';

/** What the console does with the personas of an account. Throws ConsoleError. */
export interface PersonasDesk {
  list(account: string, language: AdviceLanguage): Promise<PersonasAnswer>;
  add(account: string, fields: PersonaFieldsBody): Promise<PersonaAnswer>;
  /** Changes an own persona; one of a file becomes an own one. */
  change(account: string, id: string, fields: PersonaFieldsBody): Promise<PersonaAnswer>;
  /** Removes an own persona; one of a file with its id is there again. */
  remove(account: string, id: string): Promise<void>;
  /** Returns what the model would be told today. */
  preview(account: string, prompt: string): Promise<string>;
}
