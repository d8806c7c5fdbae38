import { readCommand } from '../inbox/commands.ts';
import { SIGNS } from '../inbox/feedback-words.ts';
import { readFeedback } from '../inbox/read-feedback.ts';
import type { SettingKind } from './setting-kind.ts';
import { settingTexts } from './setting-texts.ts';
import { readTextSwitch } from './switch-words.ts';

/** Commands with commas between, or `off` for none. */
export const answerLinksKind: SettingKind<readonly string[]> = {
  form: { is: 'sentences' },
  parse(written) {
    if (readTextSwitch(written) === 'off') return { value: [] };
    const words = written.split(/[,，、]/).map((word) => word.trim());
    const unknown = words.find((word) => !isOffered(word));
    return unknown === undefined
      ? { value: words }
      : { problem: settingTexts.unknownAnswerLink(unknown) };
  },
  write: (words) => (words.length === 0 ? 'off' : words.join(',')),
};

/** A tap must not delete, and cannot say what is to be remembered. */
function isOffered(word: string): boolean {
  const command = readCommand(word);
  if (!command || /[&#"'<>%]/.test(word)) return false;
  if (readFeedback(word)) return word === SIGNS.up || word === SIGNS.down;
  if (command.is === 'task') return command.task.name !== 'correct' && command.task.argument === '';
  return command.is !== 'confirm forgetting';
}
