import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageCommand } from '../../simulator/page/page-commands.ts';
import type { PageTexts } from './texts/page-texts.ts';
import { zh } from './texts/zh.ts';

/** What every part of the page may need. */
export interface Page {
  readonly texts: PageTexts;
  /** Carries a command out; a failure is shown to the person. */
  readonly ask: (command: PageCommand) => void;
  /** Shows a short message for a while. */
  readonly say: (text: string) => void;
  /** A reason of the server in the page's language. */
  readonly explain: (reason: string) => string;
  /** Opens the inspector at an exchange. */
  readonly inspect: (pushId: string) => void;
}

export const PageContext = createContext<Page>({
  texts: zh,
  ask: () => undefined,
  say: () => undefined,
  explain: (reason) => reason,
  inspect: () => undefined,
});

export const usePage = () => useContext(PageContext);
