import type { Logger } from 'pino';
import type { AccountConfig } from '../config/config.ts';
import { idOf } from '../models/model-settings.ts';
import { personaTexts } from '../personas/persona-texts.ts';
import { createPersonaReader } from '../personas/persona-reader.ts';
import { warnOfPersonas } from '../personas/warn-of-personas.ts';
import type { Finding } from './finding.ts';

/**
 * Returns a finding for each persona's file that is left out, or one with the names that followers can choose. Warns of
 * what has no effect. Throws ConfigError.
 */
export function checkPersonas(
  {
    conversation,
    chatModels,
    offeredModels,
  }: Pick<AccountConfig, 'conversation' | 'chatModels' | 'offeredModels'>,
  { log }: { readonly log: Logger },
): readonly Finding[] {
  const { personas, problems, remarks } = createPersonaReader()(conversation);
  warnOfPersonas({ problems: [], remarks }, log);
  const models = [...chatModels, ...offeredModels].map(idOf);
  for (const { name, model } of models.length === 0 ? [] : personas)
    if (model !== undefined && !models.includes(model)) {
      const { en, zh } = personaTexts.modelNotSet(name, model);
      log.warn({ code: 'persona_setting_unused', zh }, en);
    }
  if (problems.length > 0)
    return problems.map((sentence) => ({ name: 'personas', state: 'fault', sentence }));
  const names = personas.map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    { name: 'personas', state: 'ok', sentence: { en: names.join(', '), zh: names.join('、') } },
  ];
}
