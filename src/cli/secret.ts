import { commandLine } from '../config/command-line.ts';
import type { Command } from 'commander';
import type { Rotation } from '../accounts/rotate-secrets.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { runCommand, type CommandContext } from './command-context.ts';

/** Adds `kuaihui secret rotate`. */
export function registerSecretCommands(program: Command, context: CommandContext): void {
  program
    .command('secret')
    .description('manage the key that seals the secrets of accounts')
    .command('rotate')
    .description('seal every secret with a new key, also while the server runs')
    .option('--lost', 'the old key is lost: go on with the one at hand, and set the secrets again')
    .option('--json', 'print the result as JSON')
    .action(({ json = false, lost = false }: { json?: boolean; lost?: boolean }) =>
      runCommand(context, 'secret', async (session) => {
        const rotation = await session.withBook(({ rotate }) => rotate(lost));
        if (json) session.printJson(rotation);
        else session.print(rotated(rotation));
        if (rotation.closed.length > 0) session.warn(stillClosed(rotation.closed));
      }),
    );
}

function rotated({ resealed }: Rotation): Sentence {
  return {
    en: `The secrets of ${resealed} ${resealed === 1 ? 'account' : 'accounts'} are sealed with the new key.`,
    zh: `${resealed} 个公众号的密钥已用新钥匙保存。`,
  };
}

function stillClosed(accounts: readonly string[]): Sentence {
  return {
    en: `Some secrets of ${accounts.join(', ')} stay closed: the key that sealed them is not here. Set them again: ${commandLine('account set NAME KEY=-')}`,
    zh: `${accounts.join('、')} 有密钥打不开：存它们的那把钥匙不在这里。请重新设置：${commandLine('account set NAME KEY=-')}`,
  };
}
