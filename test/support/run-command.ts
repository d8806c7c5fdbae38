import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { CommandContext } from '../../src/cli/command-context.ts';
import type { GuardedFetch } from '../../src/runtime/guarded-fetch.ts';
import { readSettingSource } from '../../src/config/setting-source.ts';

/** A command as a person at a terminal types it, and what comes of it. */
interface CommandRun {
  readonly code: number;
  readonly says: string;
  readonly complains: string;
}

/** Runs words of the command line in a folder with its .env, with the commands that `register` adds. */
export async function runCommandLine(
  words: readonly string[],
  options: {
    readonly folder: string;
    readonly environment?: Readonly<Record<string, string>>;
    /** What a pipe brings to it. */
    readonly input?: string;
    /** Reads pages of the web in place of the product's own. */
    readonly fetchPage?: GuardedFetch;
    readonly register: (program: Command, context: CommandContext) => void;
  },
): Promise<CommandRun> {
  const { folder, environment = { LANG: 'C' }, input = '', fetchPage, register } = options;
  const source = readSettingSource({ environment, workingFolder: folder, projectFolder: folder });
  const [output, errorOutput] = [new PassThrough(), new PassThrough()];
  let code = 0;
  const context: CommandContext = {
    source,
    terminal: {
      input: Object.assign(Readable.from(input === '' ? [] : [input]), { isTTY: false }),
      output,
      errorOutput,
    },
    folder,
    onExitCode: (exitCode: number) => (code = exitCode),
    fetchPage,
  };
  const program = new Command('kuaihui').exitOverride();
  register(program, context);
  await program.parseAsync(words, { from: 'user' });
  output.end();
  errorOutput.end();
  return { code, says: await text(output), complains: await text(errorOutput) };
}
