import { pino } from 'pino';
import { createEventBus } from '../../events/event-bus.ts';
import { parseAccount } from '../../config/parse-account.ts';
import { checkModels, listRoles, type RoleCheck } from '../../diagnosis/check-models.ts';
import { modelsTexts as texts } from '../../diagnosis/models-texts.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import type { CommandSession } from '../command-context.ts';

/** After this time a person at a terminal wonders whether anything happens. */
const PROGRESS_EVERY_MS = 2000;

/** Asks the models of an account and prints a line for each role and model. Returns whether all of them answer. */
export async function showModels(
  session: CommandSession,
  { account, json }: { readonly account: string; readonly json: boolean },
): Promise<boolean> {
  const values = await session.withBook(({ book }) => book.values(account));
  const { embeddingModel } = session.config;
  const config = { ...parseAccount(values, account), embeddingModel };
  const roles = listRoles(config);
  if (roles.length === 0) {
    if (json) session.printJson({ account, models: [] });
    else session.warn(texts.none());
    return false;
  }
  let waitingFor: readonly string[] = [
    ...new Set(roles.map(({ model }) => `${model.provider}/${model.model}`)),
  ];
  const progress = setInterval(() => session.warn(texts.waiting(waitingFor)), PROGRESS_EVERY_MS);
  try {
    const checks = await checkModels(config, {
      ...{ clock: systemClock, events: createEventBus(pino({ level: 'silent' })), account },
      onProgress: (ids) => (waitingFor = ids),
    });
    if (json) session.printJson({ account, models: checks.map((check) => toJson(check, session)) });
    else session.terminal.output.write(linesOf(checks, session.language).join(''));
    return checks.every(({ is }) => is === 'right');
  } finally {
    clearInterval(progress);
  }
}

function linesOf(checks: readonly RoleCheck[], language: AdviceLanguage): readonly string[] {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const widthOfRole = Math.max(
    language === 'en' ? 7 : 2,
    ...checks.map(({ role }) => texts.role(role, language).length),
  );
  return checks.map(({ role, id, is, firstTokenMs, says, remedy }) => {
    const mark = { right: '✓', wrong: '✗', unknown: '?' }[is];
    const isWhole = role === 'embedding' || role === 'rerank';
    const took = (isWhole ? texts.answered : texts.firstToken)(firstTokenMs ?? 0);
    const told = says?.[language] ?? took[language];
    const head = `${mark} ${texts.role(role, language).padEnd(widthOfRole)}  `;
    const line = `${head}${id.padEnd(width)}  ${told}\n`;
    return remedy === undefined ? line : `${line}    ${remedy[language]}\n`;
  });
}

function toJson(
  { role, id, is, firstTokenMs, says, remedy }: RoleCheck,
  { language }: CommandSession,
): object {
  return {
    ...{ role, id, is },
    firstTokenMs: firstTokenMs ?? null,
    ...(says && { says: says[language] }),
    ...(remedy && { remedy: remedy[language] }),
  };
}
