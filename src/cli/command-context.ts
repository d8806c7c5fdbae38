import { resolve } from 'node:path';
import { adviceLanguage } from '../config/advice-language.ts';
import type { Config } from '../config/config.ts';
import { parseSettings, type SettingSource } from '../config/setting-source.ts';
import { explainFailure } from '../diagnosis/explain-failure.ts';
import type { GuardedFetch } from '../runtime/guarded-fetch.ts';
import type { AdviceLanguage, Sentence } from '../runtime/sentence.ts';
import { openAccountBook, type OpenAccountBook } from '../server/open-account-book.ts';
import { printable } from './printable.ts';
import type { Terminal } from './prompter.ts';
import { refuseOtherUser, type CommandOverData } from './refuse-other-user.ts';

/** What a command over the stored accounts needs to run. */
export interface CommandContext {
  readonly source: SettingSource;
  readonly terminal: Terminal;
  /** Where the person stands; the process may have changed to the folder of the settings. */
  readonly folder: string;
  readonly onExitCode: (code: number) => void;
  /** Reads pages of the web; the product's own unless a test plays the web. */
  readonly fetchPage?: GuardedFetch | undefined;
}

/** What a running command works with. */
export interface CommandSession {
  readonly terminal: Terminal;
  readonly config: Config;
  readonly language: AdviceLanguage;
  readonly print: (says: Sentence) => void;
  readonly warn: (says: Sentence) => void;
  readonly printJson: (value: unknown) => void;
  /** Reads a path as the person wrote it. */
  readonly resolvePath: (path: string) => string;
  /** Opens the store for as long as `use` takes, as a command beside the servers. */
  withBook<Result>(
    use: (opened: Omit<OpenAccountBook, 'close'>) => Promise<Result>,
  ): Promise<Result>;
}

/** Runs a command. What goes wrong is told in one sentence, and the exit code is 1. */
export async function runCommand(
  { source, terminal, folder, onExitCode, fetchPage }: CommandContext,
  name: CommandOverData,
  run: (session: CommandSession) => Promise<void>,
): Promise<void> {
  const { output, errorOutput } = terminal;
  const language = adviceLanguage(source.environment);
  try {
    const { config } = parseSettings(source);
    refuseOtherUser(config.dataDir, name);
    await run({
      terminal,
      config,
      language,
      print: (says) => void output.write(`${printable(says[language])}\n`),
      warn: (says) => void errorOutput.write(`${printable(says[language])}\n`),
      printJson: (value) => void output.write(`${JSON.stringify(value, null, 2)}\n`),
      resolvePath: (path) => resolve(folder, path),
      async withBook(use) {
        const opened = await openAccountBook(config, source.environment, { fetchPage });
        try {
          return await use(opened);
        } finally {
          await opened.close();
        }
      },
    });
  } catch (error) {
    errorOutput.write(`${explainInOneLine(error, source)}\n`);
    onExitCode(1);
  }
}

/** A person at a terminal can do nothing with a stack. */
function explainInOneLine(error: unknown, { environment }: SettingSource): string {
  const explained = explainFailure(error, environment);
  const text = error instanceof Error && explained === error.stack ? error.message : explained;
  return printable(text.replaceAll(/\s*\n\s*/g, ' '));
}
