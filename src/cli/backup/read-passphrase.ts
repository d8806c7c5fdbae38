import { BackupError } from '../../backup/backup-error.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { createPrompter, type Terminal } from '../prompter.ts';
import { backupCommandTexts as texts } from './backup-command-texts.ts';

const SHORTEST = 12;
const VARIABLE = 'KUAIHUI_PASSPHRASE';

/**
 * Reads a passphrase from the first line of KUAIHUI_PASSPHRASE, from a hidden prompt, or from the first line of a pipe; never from the
 * command line, which other users of the machine see. A new one is typed twice. Throws BackupError.
 */
export async function readPassphrase(
  purpose: 'new' | 'known',
  {
    terminal,
    language,
    environment,
  }: {
    readonly terminal: Terminal;
    readonly language: AdviceLanguage;
    readonly environment: Environment;
  },
): Promise<string> {
  // A line break at its end, as a file of it has, could not be typed at the prompt.
  const [given = ''] = (environment[VARIABLE] ?? '').split(/\r?\n/, 1);
  const passphrase = given || (await ask(purpose, terminal, language));
  if (passphrase === undefined || passphrase === '') throw new BackupError(texts.noPassphrase());
  if (purpose === 'new' && [...passphrase].length < SHORTEST)
    throw new BackupError(texts.tooShort());
  return passphrase;
}

async function ask(
  purpose: 'new' | 'known',
  terminal: Terminal,
  language: AdviceLanguage,
): Promise<string | undefined> {
  const prompter = createPrompter(terminal);
  try {
    const isTyped = terminal.input.isTTY === true;
    const question = isTyped ? (purpose === 'new' ? texts.askNew() : texts.ask())[language] : '';
    const passphrase = await prompter.ask(question, { isHidden: true });
    // Nothing appears while it is typed.
    if (isTyped && passphrase !== undefined && purpose === 'new') {
      const again = await prompter.ask(texts.askAgain()[language], { isHidden: true });
      if (again !== passphrase) throw new BackupError(texts.notTheSame());
    }
    return passphrase;
  } finally {
    prompter.close();
  }
}
