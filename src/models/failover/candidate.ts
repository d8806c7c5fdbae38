import { createHash } from 'node:crypto';
import type { Model } from '../../answering/model.ts';
import { baseUrlOf, type ProviderModel } from '../model-settings.ts';
import type { FailureScope } from './failure-scope.ts';

/** One model with one of its keys. */
export interface Candidate {
  readonly model: Model;
  /** The breakers that may be open for it, by how far their failures reach. */
  readonly breakers: Readonly<Record<Exclude<FailureScope, 'question'>, string>>;
  /** The provider's name in the settings. */
  readonly provider: string;
  /** Of the key in the settings, counted from 1. */
  readonly keyNumber: number;
}

/** Creates the candidates of one model, one for each key. */
export function createCandidates(
  settings: ProviderModel,
  create: (settings: ProviderModel) => Model,
): readonly Candidate[] {
  const keys = settings.apiKeys.length === 0 ? [undefined] : settings.apiKeys;
  return keys.map((apiKey, index) => ({
    model: create(apiKey === undefined ? settings : { ...settings, apiKeys: [apiKey] }),
    breakers: breakersOf(settings, apiKey ?? ''),
    provider: settings.provider,
    keyNumber: index + 1,
  }));
}

/** Returns the names of every breaker that may be open for a model with any of its keys. */
export function breakersOfModel(settings: ProviderModel): readonly string[] {
  const keys = settings.apiKeys.length === 0 ? [''] : settings.apiKeys;
  return [...new Set(keys.flatMap((key) => Object.values(breakersOf(settings, key))))];
}

/** Names breakers by hashes, because an address and a key may be secret. Accounts with the same ones share them. */
function breakersOf(settings: ProviderModel, apiKey: string): Candidate['breakers'] {
  const place = [settings.provider, baseUrlOf(settings)];
  return {
    provider: hash('provider', ...place),
    key: hash('key', ...place, apiKey),
    // What a vendor says of a model may hold for these keys alone, or for what they were made to send.
    model: hash(
      'model',
      ...place,
      settings.model,
      JSON.stringify([settings.apiKeys, settings.extraBody ?? {}]),
    ),
  };
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
