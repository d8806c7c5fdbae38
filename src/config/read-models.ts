import { idOf, type ProviderModel } from '../models/model-settings.ts';
import type { AccountConfig } from './config.ts';
import type { EnvReader } from './env-reader.ts';
import { modelListTexts as texts } from './model-list-texts.ts';
import type { ModelName } from './model-list.ts';
import type { MODEL_LISTS, SINGLE_MODELS } from './provider-name.ts';
import { createProviderReader } from './read-provider.ts';
import { settingTexts } from './setting-texts.ts';

type Models = Pick<
  AccountConfig,
  'chatModels' | 'summaryModels' | 'offeredModels' | 'failoverMs' | 'rerankModel' | 'queryModel'
>;

/** Reads which models answer, summarise and are offered, and how each of them is asked. */
export function readModels(reader: EnvReader): Models {
  const { read, isSet } = reader;
  const readProvider = createProviderReader(reader);
  const readAll = (list: (typeof MODEL_LISTS)[number], names: readonly ModelName[]) =>
    names.flatMap(({ provider, model }): ProviderModel[] => {
      const asked = readProvider(provider, list);
      return asked === undefined ? [] : [{ ...asked, model, namedIn: list }];
    });

  const listed = read('CHAT_MODELS');
  if (listed !== undefined) refuseOtherName(reader, listed);
  const chatModels =
    listed === undefined && !isSet('CHAT_MODELS')
      ? readOpenAiModel(reader, readProvider)
      : readAll('CHAT_MODELS', listed ?? []);
  const others = (list: 'SUMMARY_MODELS' | 'OFFERED_MODELS') => {
    const names = read(list);
    if (names === undefined) return chatModels;
    const isWithout = chatModels.length === 0 && reader.problems.length === 0;
    if (isWithout && !isSet('CHAT_MODELS')) reader.refuse(list, texts.noChatModels(list));
    return readAll(list, names);
  };
  return {
    chatModels,
    summaryModels: others('SUMMARY_MODELS'),
    offeredModels: others('OFFERED_MODELS'),
    failoverMs: read('FAILOVER_SECONDS') * 1000,
    rerankModel: readSingleModel(reader, 'RERANK_MODEL', readProvider),
    queryModel: readSingleModel(reader, 'QUERY_MODEL', readProvider),
  };
}

/** Reads how the one model of a setting is asked; undefined where none is set, or a reason against it was noted. */
export function readSingleModel(
  reader: EnvReader,
  setting: (typeof SINGLE_MODELS)[number],
  readProvider = createProviderReader(reader),
): ProviderModel | undefined {
  const name = reader.read(setting);
  const asked = name && readProvider(name.provider, setting);
  return name && asked && { ...asked, model: name.model, namedIn: setting };
}

/** Refuses an OPENAI_MODEL that the list does not hold, because only one of them can be meant. */
function refuseOtherName({ read, refuse }: EnvReader, listed: readonly ModelName[]): void {
  const model = read('OPENAI_MODEL');
  if (model === undefined) return;
  if (!listed.some((name) => name.provider === 'openai' && name.model === model))
    refuse('OPENAI_MODEL', texts.twoNames(model, listed.map(idOf).join(',')));
}

/** Reads the one model of OPENAI_MODEL. A base URL alone is enough, because local servers such as Ollama want no key. */
function readOpenAiModel(
  { read, isSet, refuse }: EnvReader,
  readProvider: ReturnType<typeof createProviderReader>,
): readonly ProviderModel[] {
  const model = read('OPENAI_MODEL');
  if (read('OPENAI_API_KEY') === undefined && read('OPENAI_BASE_URL') === undefined) {
    if (model !== undefined && !isSet('OPENAI_API_KEY') && !isSet('OPENAI_BASE_URL'))
      refuse('OPENAI_MODEL', settingTexts.modelWithoutProvider());
    return [];
  }
  if (model === undefined) refuse('OPENAI_MODEL', settingTexts.modelMissing());
  const asked = readProvider('openai', 'OPENAI_MODEL');
  return asked === undefined ? [] : [{ ...asked, model: model ?? '' }];
}
