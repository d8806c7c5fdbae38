import { OPENAI_BASE_URL, type ProviderModel } from '../models/model-settings.ts';
import { findPreset, PRESETS } from '../models/presets.ts';
import { variablesOf } from '../models/provider-variables.ts';
import { findBuiltInSearch } from '../models/web-search/built-in-search.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import type { EnvReader } from './env-reader.ts';
import { findMeantWord } from './find-meant-setting.ts';
import { modelListTexts as texts } from './model-list-texts.ts';
import { providerSettings } from './provider-settings.ts';
import { findStaticSetting } from './schema.ts';
import { readProxyTo } from './read-proxy.ts';

/** A local server gives up loading its model when the process hangs up. */
const FIRST_TOKEN_SECONDS = { local: 300, remote: 60 };

/** How any model of a provider is asked. */
type ProviderAsked = Omit<ProviderModel, 'model' | 'namedIn'>;

/** Reads how a provider is asked, for the setting that names it; undefined where a reason against it was noted. */
export type ReadProvider = (provider: string, namedIn: string) => ProviderAsked | undefined;

/** Creates a reader that names what is wrong with a provider once, however many of its models are in use. */
export function createProviderReader(reader: EnvReader): ReadProvider {
  const known = new Map<string, ProviderAsked | undefined>();
  return (provider, namedIn) => {
    if (!known.has(provider)) known.set(provider, readProvider(reader, provider, namedIn));
    return known.get(provider);
  };
}

function readProvider(
  reader: EnvReader,
  provider: string,
  namedIn: string,
): ProviderAsked | undefined {
  const isOpenAi = provider === 'openai';
  if (!isOpenAi && hasOthersNames(provider)) {
    reader.refuse(namedIn, texts.reservedName(namedIn, provider));
    return undefined;
  }
  const { apiKeys, baseUrl, extraBody } = isOpenAi
    ? readOpenAi(reader)
    : readNamed(reader, provider);
  refuseWhatIsMissing(reader, provider, namedIn);
  const webSearch = readWebSearch(reader, provider);
  const proxy = readProxy(reader, provider, baseUrl);
  return {
    ...readTuning(reader, baseUrl),
    provider,
    api: findPreset(provider)?.api ?? 'openai',
    apiKeys: apiKeys ?? [],
    maxTokensField: readMaxTokensField(reader, provider, namedIn),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(extraBody !== undefined && { extraBody }),
    ...(webSearch && { webSearch }),
    ...(proxy !== undefined && { proxy }),
  };
}

function readOpenAi({ read }: EnvReader) {
  return {
    apiKeys: read('OPENAI_API_KEY'),
    baseUrl: read('OPENAI_BASE_URL'),
    extraBody: read('OPENAI_EXTRA_BODY'),
  };
}

function readNamed({ readOne }: EnvReader, provider: string) {
  const settings = providerSettings(provider);
  return {
    apiKeys: readOne(settings.apiKeys),
    baseUrl: readOne(settings.baseUrl),
    extraBody: readOne(settings.extraBody),
  };
}

/** An account that answers from documents alone searches nowhere else, whatever it inherits. */
function readWebSearch({ read, readOne, refuse }: EnvReader, provider: string): boolean {
  const setting = providerSettings(provider).webSearch;
  const isWanted = readOne(setting) === true;
  const hasSearch = findBuiltInSearch(provider) !== undefined;
  if (isWanted && !hasSearch) refuse(setting.name, texts.noWebSearch(setting.name, provider));
  return isWanted && hasSearch && !read('KNOWLEDGE_ONLY');
}

/** Reads what holds for every provider. */
function readTuning({ read }: EnvReader, baseUrl: string | undefined) {
  const temperature = read('OPENAI_TEMPERATURE');
  const topP = read('OPENAI_TOP_P');
  const maxTokens = read('OPENAI_MAX_TOKENS');
  const reasoningEffort = read('OPENAI_REASONING_EFFORT');
  const atOnce = read('OPENAI_MAX_CONCURRENCY');
  const firstTokenSeconds =
    read('OPENAI_FIRST_TOKEN_SECONDS') ??
    FIRST_TOKEN_SECONDS[isLocalAddress(baseUrl) ? 'local' : 'remote'];
  return {
    firstEventTimeoutMs: firstTokenSeconds * 1000,
    idleTimeoutMs: read('OPENAI_IDLE_SECONDS') * 1000,
    totalTimeoutMs: read('OPENAI_TOTAL_SECONDS') * 1000,
    untaggedThinking: read('OPENAI_UNTAGGED_THINKING'),
    maxRetries: read('OPENAI_MAX_RETRIES'),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(atOnce > 0 && { atOnce }),
  };
}

/**
 * OpenAI's own address takes the newer field for every model. What OPENAI_MODEL named before there were lists, and what
 * only speaks OpenAI's protocol, gets the field of OPENAI_MAX_TOKENS_FIELD.
 */
function readMaxTokensField(
  { read, isSet }: EnvReader,
  provider: string,
  namedIn: string,
): ProviderModel['maxTokensField'] {
  const ofPreset = findPreset(provider)?.maxTokensField ?? 'max_tokens';
  if (provider !== 'openai') return ofPreset;
  const isOlder =
    namedIn === 'OPENAI_MODEL' || isSet('OPENAI_BASE_URL') || isSet('OPENAI_MAX_TOKENS_FIELD');
  return isOlder ? read('OPENAI_MAX_TOKENS_FIELD') : ofPreset;
}

function refuseWhatIsMissing(reader: EnvReader, provider: string, namedIn: string): void {
  const { apiKey, baseUrl } = variablesOf(provider);
  const preset = findPreset(provider);
  const hasAddress = reader.isSet(baseUrl);
  if (!hasAddress && preset === undefined) {
    const meant = findMeantWord(
      provider,
      PRESETS.map(({ name }) => name),
    );
    reader.refuse(baseUrl, texts.unknownProvider(provider, namedIn, meant));
  } else if (!hasAddress && preset?.baseUrl === undefined)
    reader.refuse(baseUrl, texts.addressMissing(provider, namedIn));
  // In 0.1.0, OPENAI_BASE_URL was the way to a server that wants no key. Today such a server has a name of its own.
  const mayLackKey = provider === 'openai' && hasAddress;
  if (preset?.key === 'needed' && !mayLackKey && !reader.isSet(apiKey))
    reader.refuse(apiKey, texts.keyMissing(provider, namedIn));
}

/** Says whether a variable of this provider would be a setting of something else. */
function hasOthersNames(provider: string): boolean {
  const { apiKey, baseUrl, extraBody, webSearch } = variablesOf(provider);
  return [apiKey, baseUrl, extraBody, webSearch].some((name) => {
    const setting = findStaticSetting(name);
    return setting !== undefined && setting.group.key !== 'providers';
  });
}

/** Reads the proxy for calls to the model. WeChat is called directly, because its allow list holds this machine's address. */
function readProxy(
  reader: EnvReader,
  provider: string,
  baseUrl: string | undefined,
): string | undefined {
  const chosen = readProxyTo(baseUrl ?? OPENAI_BASE_URL, reader);
  if ('proxy' in chosen) return chosen.proxy;
  const { apiKey, baseUrl: address } = variablesOf(provider);
  if (reader.isSet(apiKey) || reader.isSet(address)) reader.refuse(chosen.variable, chosen.problem);
  return undefined;
}
