import { jsonRoute, type Route } from '../api/route.ts';
import {
  modelsAnswer,
  modelsQuery,
  presetsAnswer,
  testAnswer,
  testBody,
} from './models-contract.ts';
import type { ModelsDesk } from './models-desk.ts';

/** Returns the routes about models. */
export function createModelsRoutes(desk: ModelsDesk): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/models', permission: 'read' },
      summary: 'The models of an account in their roles, without their keys.',
      ...{ query: modelsQuery, answer: modelsAnswer },
      async handle({ query, language }) {
        const { models, ...rest } = await desk.list(query.account);
        const inLanguage = models.map(({ breakers, ...model }) => ({
          ...model,
          breakers: breakers.map((one) => ({ ...one, reason: one.reason[language] })),
        }));
        return { models: inLanguage, ...rest };
      },
    }),
    jsonRoute({
      ...{ method: 'GET', path: '/models/presets', permission: 'read' },
      summary: 'The providers that are known by name.',
      answer: presetsAnswer,
      handle: ({ language }) =>
        Promise.resolve({
          presets: desk.presets().map((one) => ({ ...one, title: one.title[language] })),
        }),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/models/test', permission: 'change' },
      summary: 'Asks a model a few words, also with a key that is not stored.',
      ...{ body: testBody, answer: testAnswer },
      async handle({ body, language }) {
        const { sentence, remedy, ...result } = await desk.test(body);
        return {
          ...{ ...result, sentence: sentence[language] },
          ...(remedy && { remedy: remedy[language] }),
        };
      },
      audit: ({ body: { model, account } }, { ok }) => ({
        ...{ action: 'models.test', target: model },
        details: { account, ok },
      }),
    }),
  ];
}
