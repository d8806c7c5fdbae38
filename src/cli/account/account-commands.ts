import { parseAccountName } from '../../accounts/account-name.ts';
import type { Effect } from '../../accounts/wait-for-processes.ts';
import { createPrompter } from '../prompter.ts';
import type { CommandSession } from '../command-context.ts';
import { accountCommandTexts as texts, type Done } from './account-command-texts.ts';
import { parseAssignments, parseSettingNames, type Assignment } from './parse-assignments.ts';
import { askForBasics, readValues } from './read-values.ts';
import { showAccount, showAccounts } from './show-account.ts';
import type { Values } from '../../accounts/edit-record.ts';

export interface JsonFlag {
  readonly json?: boolean;
}

const PROGRESS_EVERY_MS = 1000;

export async function listAccounts(session: CommandSession, { json }: JsonFlag): Promise<void> {
  const accounts = await session.withBook(({ book }) => book.list());
  if (json) session.printJson(accounts);
  else printLines(session, showAccounts(accounts, session.language));
}

export async function showOneAccount(
  session: CommandSession,
  name: string,
  { json }: JsonFlag,
): Promise<void> {
  const account = await session.withBook(({ book }) => book.show(name));
  if (json) session.printJson(account);
  else printLines(session, showAccount(account, session.language));
}

export async function addAccount(
  session: CommandSession,
  name: string,
  words: readonly string[],
  flags: JsonFlag,
): Promise<void> {
  parseAccountName(name);
  const values = await gatherValues(session, parseAssignments(name, words), 'and the basics');
  const effect = await session.withBook(({ book }) => book.add(name, values));
  report(session, 'added', name, effect, flags);
}

export async function setSettings(
  session: CommandSession,
  name: string,
  words: readonly string[],
  { revoke = false, ...flags }: JsonFlag & { readonly revoke?: boolean },
): Promise<void> {
  parseAccountName(name);
  const values = await gatherValues(session, parseAssignments(name, words), 'only');
  const effect = await session.withBook(({ book }) => book.set(name, values, { revoke }));
  report(session, 'changed', name, effect, flags);
}

export async function unsetSettings(
  session: CommandSession,
  name: string,
  words: readonly string[],
  flags: JsonFlag,
): Promise<void> {
  const names = parseSettingNames(words);
  const effect = await session.withBook(({ book }) => book.unset(name, names));
  report(session, 'changed', name, effect, flags);
}

export async function pauseAccount(
  session: CommandSession,
  name: string,
  flags: JsonFlag,
): Promise<void> {
  const effect = await session.withBook(({ book }) => book.pause(name));
  report(session, 'paused', name, effect, flags);
}

export async function resumeAccount(
  session: CommandSession,
  name: string,
  flags: JsonFlag,
): Promise<void> {
  const effect = await session.withBook(({ book }) => book.resume(name));
  report(session, 'resumed', name, effect, flags);
}

/** Removes an account after a confirmation. Returns whether it was removed. */
export async function removeAccount(
  session: CommandSession,
  name: string,
  { yes = false, ...flags }: JsonFlag & { readonly yes?: boolean },
): Promise<boolean> {
  await session.withBook(({ book }) => book.requireRemovable(name));
  if (!yes && !(await confirmRemoval(session, name))) {
    session.warn(texts.notRemoved(name));
    return false;
  }
  const effect = await session.withBook(async ({ book }) => {
    const removal = book.remove(name);
    let shownAt = Date.now();
    for (;;) {
      const { done, value } = await removal.next();
      if (done) return value;
      if (Date.now() - shownAt < PROGRESS_EVERY_MS) continue;
      shownAt = Date.now();
      session.warn(texts.removing(value.deleted));
    }
  });
  report(session, 'removed', name, effect, flags);
  return true;
}

async function confirmRemoval(session: CommandSession, name: string): Promise<boolean> {
  const prompter = createPrompter(session.terminal);
  try {
    const answer = await prompter.ask(texts.confirmRemoval(name)[session.language]);
    return [name, 'y', 'yes', '是'].includes(answer?.trim().toLowerCase() ?? '');
  } finally {
    prompter.close();
  }
}

async function gatherValues(
  { terminal, language }: CommandSession,
  assignments: readonly Assignment[],
  what: 'only' | 'and the basics',
): Promise<Values> {
  // The title replaces the command line in the list of processes.
  if (assignments.some(({ isSecret, value }) => isSecret && value !== undefined))
    process.title = 'kuaihui';
  const prompter = createPrompter(terminal);
  const asking = { prompter, isTerminal: terminal.input.isTTY === true, language };
  try {
    const values = await readValues(assignments, asking);
    return what === 'only' ? values : await askForBasics(values, asking);
  } finally {
    prompter.close();
  }
}

function report(
  session: CommandSession,
  what: Done,
  name: string,
  { inEffect, notYet }: Effect,
  { json }: JsonFlag,
): void {
  const pick = ({ host, pid }: { host: string; pid: number }) => ({ host, pid });
  if (json)
    session.printJson({
      account: name,
      result: what,
      inEffect: inEffect.map(pick),
      notYet: notYet.map(pick),
    });
  else session.print(texts.done(what, name));
  if (!json && (inEffect.length > 0 || notYet.length === 0))
    session.print(texts.inEffect(inEffect.length));
  if (notYet.length > 0) session.warn(texts.notYet(notYet));
}

function printLines({ terminal }: CommandSession, lines: readonly string[]): void {
  terminal.output.write(lines.map((line) => `${line}\n`).join(''));
}
