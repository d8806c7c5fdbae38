import type { Access } from '../../console/access/access.ts';
import type { AuditBook } from '../../console/audit/audit-book.ts';
import type { CommandSession } from '../command-context.ts';
import { createPrompter } from '../prompter.ts';
import { ConsoleCommandError } from './console-command-error.ts';
import { consoleCommandTexts as texts } from './console-command-texts.ts';

/** Sets a user's password from the terminal. Throws ConsoleCommandError or ConsoleError. */
export async function resetPassword(
  name: string,
  session: Pick<CommandSession, 'terminal' | 'language' | 'print'>,
  { access, audit }: { readonly access: Access; readonly audit: AuditBook },
): Promise<void> {
  const users = await access.users.list();
  if (users.length === 0) throw new ConsoleCommandError(texts.noOwnerYet());
  const user = await access.users.find(name);
  if (user === undefined)
    throw new ConsoleCommandError(
      texts.noSuchUser(
        name,
        users.map((known) => known.name),
      ),
    );
  const password = await readPassword(user.name, session);
  await access.changeUser(user.name, { password });
  await audit.keep(undefined, { action: 'password.reset', target: user.name }, '(terminal)');
  session.print(texts.reset(user.name));
}

async function readPassword(
  name: string,
  { terminal, language }: Pick<CommandSession, 'terminal' | 'language'>,
): Promise<string> {
  const prompter = createPrompter(terminal);
  try {
    const isTyped = terminal.input.isTTY === true;
    const password = await prompter.ask(isTyped ? texts.ask(name)[language] : '', {
      isHidden: true,
    });
    if (password === undefined || password === '') throw new ConsoleCommandError(texts.noLine());
    // Nobody sees what they type.
    if (isTyped) {
      const again = await prompter.ask(texts.askAgain()[language], { isHidden: true });
      if (again !== password) throw new ConsoleCommandError(texts.notTheSame());
    }
    return password;
  } finally {
    prompter.close();
  }
}
