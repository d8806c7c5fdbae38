import { Option, type Command } from 'commander';
import { runCommand, type CommandContext } from '../command-context.ts';
import { runBackup } from './run-backup.ts';
import { runMigrate } from './run-migrate.ts';
import { runRestore } from './run-restore.ts';

/** Adds `kuaihui backup`, `kuaihui restore` and `kuaihui migrate`. */
export function registerBackupCommands(program: Command, context: CommandContext): void {
  const { environment } = context.source;
  program
    .command('backup')
    .description('write database, documents and settings into one file, also while the server runs')
    .argument('<file>', 'the new file, outside DATA_DIR')
    .option(
      '--with-secrets',
      'with keys, tokens and console users, encrypted by a passphrase: typed at a prompt, the first line of stdin, or KUAIHUI_PASSPHRASE',
    )
    .option('--json', 'print what the backup holds as JSON')
    .action((file: string, { withSecrets = false, json = false }: BackupFlags) =>
      runCommand(context, 'backup', (session) =>
        runBackup(file, { withSecrets, json }, session, environment),
      ),
    );
  program
    .command('restore')
    .description('put a backup in place while no server runs; everything is verified before')
    .argument('<file>', 'the backup')
    .option('--yes', 'replace existing data, which are kept beside the new ones')
    .option('--without-secrets', 'leave out the secrets of the backup, without a passphrase')
    .action((file: string, { yes = false, withoutSecrets = false }: RestoreFlags) =>
      runCommand(context, 'restore', (session) =>
        runRestore(file, { yes, secrets: !withoutSecrets }, session, environment),
      ),
    );
  program
    .command('migrate')
    .description(
      'copy all data between DATA_DIR and Redis while no server runs; the source stays as it is',
    )
    .addOption(
      new Option('--to <store>', 'where the data go; REDIS_URL names the Redis in both directions')
        .choices(['redis', 'sqlite'])
        .makeOptionMandatory(),
    )
    .action(({ to }: { to: 'redis' | 'sqlite' }) =>
      runCommand(context, 'migrate', (session) => runMigrate(to, session)),
    );
}

interface BackupFlags {
  withSecrets?: boolean;
  json?: boolean;
}

interface RestoreFlags {
  yes?: boolean;
  withoutSecrets?: boolean;
}
