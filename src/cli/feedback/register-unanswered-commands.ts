import type { Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { runCommand, type CommandContext } from '../command-context.ts';
import { feedbackDone as done } from './feedback-texts.ts';
import { showUnanswered } from './show-feedback.ts';

interface Flags {
  readonly account: string;
  readonly json?: boolean;
}

/** Adds `unanswered [answer ID TEXT]` to `kuaihui kb`. */
export function registerUnansweredCommands(kb: Command, context: CommandContext): void {
  kb.command('unanswered')
    .description('list questions that the documents did not answer, or answer one of them for good')
    .argument('[answer]', 'the word answer, to answer one')
    .argument('[id]', 'as the list shows it')
    .argument('[text]', 'the answer, in quotation marks')
    .option('--account <name>', 'whose followers', DEFAULT_ACCOUNT)
    .option('--json', 'as JSON')
    .action(
      (word: string | undefined, id: string | undefined, text: string | undefined, flags: Flags) =>
        runCommand(context, 'kb', async (session) => {
          if (word !== undefined && (word !== 'answer' || id === undefined || text === undefined)) {
            session.warn(done.unansweredUsage());
            context.onExitCode(1);
            return;
          }
          await session.withBook(async ({ reviewOf }) => {
            const review = await reviewOf(flags.account);
            if (id !== undefined && text !== undefined) {
              const { document } = await review.answerUnanswered(id, text);
              if (flags.json) session.printJson({ id, document });
              else session.print(done.answered(id, document));
              return;
            }
            const groups = await review.listUnanswered();
            if (flags.json) session.printJson(groups);
            else
              session.terminal.output.write(
                showUnanswered(groups, session.language)
                  .map((line) => `${line}\n`)
                  .join(''),
              );
          });
        }),
    );
}
