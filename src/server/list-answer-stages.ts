import type { AccountSettings } from '../accounts/account-settings.ts';
import type { NoteUnanswered } from '../answering/unanswered.ts';
import type { Stage } from '../answering/answerer.ts';
import { composeStages } from '../answering/compose-stages.ts';
import { createPersona } from '../personas/create-persona.ts';
import { openPreferences } from '../personas/preferences.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';
import { listKnowledgeStages } from './knowledge/list-knowledge-stages.ts';

interface AnswerStagesDeps extends Pick<Runtime, 'clock' | 'log'> {
  readonly settings: Pick<
    AccountSettings,
    'personas' | 'offeredModels' | 'timeZone' | 'language' | 'temperature' | 'texts'
  >;
  /** Absent for an account without documents, as in tests. */
  readonly knowledge: AccountKnowledge | undefined;
  readonly noteUnanswered: NoteUnanswered;
  readonly store: Pick<Store, 'collections' | 'turns'>;
}

/** Lists the stages by which an account answers a question, for its followers and for a command alike. */
export function listAnswerStages(deps: AnswerStagesDeps): readonly Stage[] {
  const { settings, knowledge, noteUnanswered, store, clock, log } = deps;
  const { personas, offeredModels, timeZone, language, temperature, texts } = settings;
  const persona = createPersona({
    ...{ personas, offeredModels, timeZone, language },
    modelTemperature: temperature,
    preferences: openPreferences(store),
    ...{ clock, log },
  });
  if (!knowledge) return [persona];
  const refusalText = texts.notInDocuments;
  const { first, afterPersona } = listKnowledgeStages({
    ...{ knowledge, refusalText, noteUnanswered, log },
  });
  const withDocuments = [...first, persona, ...afterPersona];
  return [choosePath(() => knowledge.isUsed(), withDocuments, [persona])];
}

/** Decides once for each question by which stages it goes, because the owner may add the first document at any time. */
function choosePath(
  isFirst: () => Promise<boolean>,
  first: readonly Stage[],
  second: readonly Stage[],
): Stage {
  return (next) => {
    const [byFirst, bySecond] = [composeStages(first, next), composeStages(second, next)];
    return async function* (ask, signal) {
      yield* (await isFirst()) ? byFirst(ask, signal) : bySecond(ask, signal);
    };
  };
}
