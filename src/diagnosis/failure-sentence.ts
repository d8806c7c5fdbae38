import { inSettingsOf } from '../models/provider-variables.ts';
import type { Failure } from '../models/failover/failure-scope.ts';
import type { ModelSettings } from '../models/model-settings.ts';
import type { Sentence } from '../runtime/sentence.ts';
import { failuresEn, failuresZh } from './failure-texts.ts';

/** Returns what a failure of a model means and what to do, with the names of the provider's settings. */
export function failureSentence(
  failure: Failure,
  settings: Pick<ModelSettings, 'provider' | 'namedIn'>,
): Sentence {
  const kind = failure === 'aborted' ? 'broken' : failure;
  return inSettingsOf(settings, { en: failuresEn[kind], zh: failuresZh[kind] });
}
