import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { compareVersions, listUpgradeNotes } from '../../diagnosis/upgrade/list-upgrade-notes.ts';
import { readVersion } from '../../runtime/version.ts';
import { readLastVersion } from '../../server/backup/read-last-version.ts';
import { runCommand, type CommandContext, type CommandSession } from '../command-context.ts';
import { UpgradeError, upgradeTexts as texts } from './upgrade-texts.ts';

const CHANGELOG = new URL('../../../CHANGELOG.md', import.meta.url);

/** Adds `kuaihui upgrade-check`. */
export function registerUpgradeCommand(program: Command, context: CommandContext): void {
  program
    .command('upgrade-check')
    .description(
      'say what has to be done before this version starts over the data; changes nothing',
    )
    .argument(
      '[from]',
      'the version before, such as 0.1.0 (default: the one that the data were last used by)',
    )
    .action((from: string | undefined) =>
      runCommand(context, 'upgrade-check', (session) => checkUpgrade(from, session)),
    );
}

async function checkUpgrade(
  given: string | undefined,
  { config, language, print, terminal }: CommandSession,
): Promise<void> {
  if (given !== undefined && !/^\d+\.\d+\.\d+$/.test(given))
    throw new UpgradeError(texts.noVersion());
  const to = readVersion();
  const from = given ?? (await readLastVersion(config));
  if (from === undefined) return print(texts.noData());
  const order = compareVersions(from, to);
  if (order > 0) throw new UpgradeError(texts.newer(from, to));
  if (order === 0) return print(texts.sameVersion(to));
  print(texts.between(from, to));
  for (const { version, text } of listUpgradeNotes(
    readFileSync(CHANGELOG, 'utf8'),
    { from, to },
    language,
  ))
    terminal.output.write(`\n${version}\n\n${text ?? texts.nothing()[language]}\n`);
}
