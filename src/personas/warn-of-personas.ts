import type { Logger } from 'pino';
import type { PersonaFolder } from './read-persona-folder.ts';

/** Logs which files of personas are left out, and what in the others has no effect. */
export function warnOfPersonas(
  { problems, remarks }: Pick<PersonaFolder, 'problems' | 'remarks'>,
  log: Logger,
): void {
  for (const { en, zh } of problems)
    log.warn(
      { code: 'persona_left_out', zh: `这个角色没有用上：${zh}` },
      `A persona is left out: ${en}`,
    );
  for (const { en, zh } of remarks) log.warn({ code: 'persona_setting_unused', zh }, en);
}
