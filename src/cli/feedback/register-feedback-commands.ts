import type { Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import type { Review } from '../../learning/review.ts';
import { runCommand, type CommandContext, type CommandSession } from '../command-context.ts';
import { feedbackDone as done } from './feedback-texts.ts';
import { showFeedback } from './show-feedback.ts';

interface Flags {
  readonly account: string;
  readonly json?: boolean;
}

const ID_HELP = 'as kuaihui feedback list shows it';

/** Adds `kuaihui feedback` with its commands. */
export function registerFeedbackCommands(program: Command, context: CommandContext): void {
  const feedback = program
    .command('feedback')
    .description(
      'review what followers say of answers, and turn their corrections into answers, also while the server runs',
    );
  const add = (words: string, description: string) =>
    feedback
      .command(words)
      .description(description)
      .option('--account <name>', 'whose followers', DEFAULT_ACCOUNT)
      .option('--json', 'as JSON');
  const run = (
    { account }: Flags,
    use: (session: CommandSession, review: Review) => Promise<void>,
  ) =>
    runCommand(context, 'feedback', (session) =>
      session.withBook(async ({ reviewOf }) => use(session, await reviewOf(account))),
    );

  add('list', 'list drafts, on which followers agree, and what followers said of answers').action(
    (flags: Flags) =>
      run(flags, async (session, review) => {
        const listed = await review.list();
        if (flags.json) session.printJson(listed);
        else printLines(session, showFeedback(listed, session.language));
      }),
  );
  add('accept', 'make a draft the answer that followers read, word for word')
    .argument('<id>', ID_HELP)
    .action((id: string, flags: Flags) =>
      run(flags, async (session, review) => {
        const { document, isNew } = await review.accept(id);
        if (flags.json) session.printJson({ id, state: 'accepted', document });
        else session.print(isNew ? done.accepted(id, document) : done.acceptedBefore(id, document));
      }),
    );
  add('reject', 'hide a draft, and what says the same later')
    .argument('<id>', ID_HELP)
    .action((id: string, flags: Flags) =>
      run(flags, async (session, review) => {
        await review.reject(id);
        if (flags.json) session.printJson({ id, state: 'rejected' });
        else session.print(done.rejected(id));
      }),
    );
  add('edit', 'put another answer into a draft')
    .argument('<id>', ID_HELP)
    .argument('<text>', 'the answer, in quotation marks')
    .action((id: string, text: string, flags: Flags) =>
      run(flags, async (session, review) => {
        const draft = await review.edit(id, text);
        if (flags.json) session.printJson(draft);
        else session.print(draft.state === 'accepted' ? done.editedAccepted(id) : done.edited(id));
      }),
    );
}

function printLines({ terminal }: CommandSession, lines: readonly string[]): void {
  terminal.output.write(lines.map((line) => `${line}\n`).join(''));
}
