import { pino } from 'pino';
import { parseAccount } from '../../config/parse-account.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { ModelsDesk, RoleView } from '../../console/models/models-desk.ts';
import type { TestBody } from '../../console/models/models-contract.ts';
import { listRoles } from '../../diagnosis/check-models.ts';
import { failureSentence } from '../../diagnosis/failure-sentence.ts';
import { modelTexts } from '../../diagnosis/model-texts.ts';
import { modelsTexts } from '../../diagnosis/models-texts.ts';
import { tryModel } from '../../diagnosis/try-model.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { currentModelsOf } from '../../models/current-models.ts';
import { BREAKERS, type BreakerRecord } from '../../models/failover/breaker-record.ts';
import { breakersOfModel } from '../../models/failover/candidate.ts';
import {
  baseUrlOf,
  idOf,
  shownBaseUrlOf,
  type ProviderModel,
} from '../../models/model-settings.ts';
import { PRESETS } from '../../models/presets.ts';
import { variablesOf } from '../../models/provider-variables.ts';
import { readAccountValues } from '../doctor/read-accounts.ts';
import type { ConsoleWorld } from './console-world.ts';
import { lockedVariables } from './list-settings.ts';
import { refuseMetadataAddress } from './refuse-metadata-address.ts';

/** A person who waits longer goes by what the test says then. */
const TEST_MS = 60_000;

type World = Pick<ConsoleWorld, 'config' | 'environment' | 'store' | 'runtime' | 'usage' | 'books'>;

/** Opens the models of the running server's accounts. A test is no news, and its tokens count in no account. */
export function openModelsDesk(world: World): ModelsDesk {
  const { config, environment, store, usage, books } = world;
  const { clock } = world.runtime;
  const stored = store.collections.open<BreakerRecord>(BREAKERS);
  const events = createEventBus(pino({ level: 'silent' }));
  const valuesOf = (account: string) =>
    readAccountValues(account, { collections: store.collections, config, environment });

  return {
    async list(account) {
      const own = parseAccount(await valuesOf(account), account);
      const { embeddingModel } = config;
      const open = new Map((await stored.list('')).map(({ key, value }) => [key, value]));
      const models = listRoles({ ...own, embeddingModel }).map(({ role, model }): RoleView => {
        const price = usage.prices.of(idOf(model));
        return {
          ...{ role, id: idOf(model), provider: model.provider, model: model.model },
          ...{ address: shownBaseUrlOf(model), keys: model.apiKeys.length },
          settings: {
            ...variablesOf(model.provider),
            namedIn: model.namedIn ?? 'OPENAI_MODEL',
          },
          breakers: breakersOfModel(model).flatMap((id) => {
            const record = open.get(id);
            return record ? [toView(record, model)] : [];
          }),
          ...(price && { price }),
        };
      });
      const view = await books.accounts.show(account);
      const locked = [...lockedVariables({ view, environment }).keys()];
      return { models, hasPrices: config.pricesFile !== undefined, locked };
    },
    presets: () =>
      PRESETS.map(({ name, title, baseUrl, key }) => {
        const { names: models, thinkingOff } = currentModelsOf(name);
        return {
          ...{ name, title, needsKey: key === 'needed', settings: variablesOf(name), models },
          ...(baseUrl !== undefined && { baseUrl }),
          ...(thinkingOff !== undefined && { thinkingOff }),
        };
      }),
    async test(what) {
      const { account, task } = what;
      const model = readTested(await valuesOf(account), what);
      await refuseMetadataAddress(baseUrlOf(model));
      const deadline = new AbortController();
      const cancel = clock.after(TEST_MS, () => deadline.abort('too slow'));
      const tried = await tryModel(task, model, {
        ...{ clock, events, account, signal: deadline.signal },
      }).finally(cancel);
      const id = idOf(model);
      if (!('error' in tried))
        return { ok: true, ...tried, sentence: modelsTexts.firstToken(tried.firstTokenMs) };
      return {
        ...{ ok: false, tookMs: tried.tookMs },
        // A vendor's words could be anything that an address answers.
        sentence: modelsTexts.testFailed(id),
        remedy: modelTexts.remedy(tried.error, model) ?? modelsTexts.tooSlow(),
      };
    },
  };
}

function toView(record: BreakerRecord, model: ProviderModel): RoleView['breakers'][number] {
  const { scope, failure, keyNumber, probeAt } = record;
  const reason = failureSentence(failure, model);
  return { scope, failure, reason, probeAt, ...(keyNumber !== undefined && { keyNumber }) };
}

/** Reads how the model is asked. A stored key goes to the stored address only. Throws ConfigError. */
function readTested(values: Environment, what: TestBody): ProviderModel {
  const { model: id, apiKey, baseUrl, extraBody } = what;
  const names = variablesOf(id.split('/')[0] ?? '');
  const isElsewhere = baseUrl !== undefined && baseUrl !== values[names.baseUrl];
  const given: Environment = {
    ...(isElsewhere && { [names.baseUrl]: baseUrl, [names.apiKey]: undefined }),
    ...(apiKey !== undefined && { [names.apiKey]: apiKey }),
    ...(extraBody !== undefined && { [names.extraBody]: extraBody }),
  };
  const others = [
    'OPENAI_MODEL',
    'SUMMARY_MODELS',
    'OFFERED_MODELS',
    'RERANK_MODEL',
    'QUERY_MODEL',
  ];
  const without = Object.fromEntries(others.map((name) => [name, undefined]));
  const { chatModels } = parseAccount(
    { ...values, ...without, ...given, CHAT_MODELS: id },
    what.account,
  );
  const [model] = chatModels;
  if (!model) throw new Error('A model was parsed and is missing');
  return model;
}
