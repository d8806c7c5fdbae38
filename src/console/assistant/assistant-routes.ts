import { z } from 'zod';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { requireUser } from '../access/signed-in.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import {
  accountBody,
  assistantAnswer,
  assistantQuery,
  checkAnswer,
  credentialsAnswer,
  credentialsBody,
  modelBody,
  progressBody,
  STEPS,
  type AssistantAnswer,
} from './assistant-contract.ts';
import type { AssistantDesk, SetupState } from './assistant-desk.ts';

/** Returns the routes about the set-up assistant. Only the answers about credentials hold secrets, for owners. */
export function createAssistantRoutes(desk: AssistantDesk): readonly Route[] {
  const show = async (account: string, origin: string, language: AdviceLanguage) =>
    showState(account, await desk.state(account, origin), language);
  const query = assistantQuery;
  const change = { method: 'POST', permission: 'change' } as const;
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/assistant', permission: 'read' },
      summary: 'How far the set-up of an account has come',
      ...{ query, answer: assistantAnswer },
      handle: ({ query: { account }, origin, language }) => show(account, origin, language),
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/progress' },
      summary: 'Keeps the step at which the set-up stands, and what was skipped',
      ...{ query, body: progressBody, answer: assistantAnswer },
      async handle({ query: { account }, body, origin, language }) {
        await desk.keepProgress(account, body);
        return show(account, origin, language);
      },
      audit: ({ query: { account }, body: { step, skip } }) => ({
        ...{ action: 'assistant.progress', target: account },
        details: { step, ...(skip && { [skip.isSkipped ? 'skipped' : 'reopened']: skip.step }) },
      }),
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/model' },
      summary: 'Sets the model that answers, with its key',
      ...{ query, body: modelBody, answer: assistantAnswer },
      async handle({ query: { account }, body, user, origin, language }) {
        await desk.setModel(account, body, requireUser(user).name);
        return show(account, origin, language);
      },
      audit: ({ query: { account }, body: { provider, model, apiKey } }) => ({
        ...{ action: 'assistant.model', target: account },
        details: { model: `${provider}/${model}`, key: apiKey ? 'given' : 'as it was' },
      }),
    }),
    jsonRoute({
      ...{ method: 'GET', path: '/assistant/credentials', permission: 'change' },
      summary: 'Token and AES key that were made here, until WeChat has verified the address',
      ...{ query, answer: credentialsAnswer },
      async handle({ query: { account } }) {
        return { credentials: (await desk.freshCredentials(account)) ?? null };
      },
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/credentials' },
      summary: 'Makes token and AES key of an account',
      ...{ query, body: credentialsBody, answer: credentialsAnswer },
      async handle({ query: { account }, body, user }) {
        return { credentials: await desk.makeCredentials(account, body, requireUser(user).name) };
      },
      audit: ({ query: { account }, body: { appId, replace } }) => ({
        ...{ action: 'assistant.credentials', target: account },
        details: { replaced: replace, ...(appId && { appId }) },
      }),
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/account' },
      summary: 'Sets AppID and AppSecret of an account',
      ...{ query, body: accountBody, answer: assistantAnswer },
      async handle({ query: { account }, body, user, origin, language }) {
        await desk.setAccount(account, body, requireUser(user).name);
        return show(account, origin, language);
      },
      audit: ({ query: { account }, body: { appId, appSecret } }) => ({
        ...{ action: 'assistant.account', target: account },
        details: { ...(appId && { appId }), secret: appSecret ? 'given' : 'as it was' },
      }),
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/check' },
      summary: 'Asks WeChat for an access token, and what the account may do',
      ...{ query, body: z.object({}), answer: checkAnswer },
      async handle({ query: { account }, language }) {
        const { state, sentence, remedy, whitelist, abilities } = await desk.check(account);
        return {
          ...{ state, sentence: sentence[language] },
          ...(remedy && { remedy: remedy[language] }),
          ...(whitelist !== undefined && { whitelist }),
          abilities: abilities.map(({ name, can }) => ({ name: name[language], can })),
        };
      },
      audit: ({ query: { account } }, { state }) => ({
        ...{ action: 'assistant.check', target: account },
        details: { state },
      }),
    }),
    jsonRoute({
      ...{ ...change, path: '/assistant/import' },
      summary: "Reads the admin's own menu and replies from WeChat, and keeps them",
      ...{ query, body: z.object({}), answer: assistantAnswer },
      async handle({ query: { account }, origin, language }) {
        await desk.importReplies(account);
        return show(account, origin, language);
      },
      audit: ({ query: { account } }) => ({ action: 'assistant.import', target: account }),
    }),
  ];
}

function showState(account: string, state: SetupState, language: AdviceLanguage): AssistantAnswer {
  const { skipped, done, imported, models, appId, urlProblems, locked, ...rest } = state;
  return {
    ...{ ...rest, account, locked: [...locked] },
    steps: STEPS.map((name) => ({
      name,
      state: done.includes(name) ? 'done' : skipped.includes(name) ? 'skipped' : 'open',
    })),
    models: models ?? null,
    appId: appId ?? null,
    urlProblems: urlProblems.map((problem) => problem[language]),
    imported: imported
      ? {
          ...imported,
          menu: imported.menu.map((button) => ({ ...button, below: [...button.below] })),
          rules: imported.rules.map((rule) => ({
            ...rule,
            keywords: [...rule.keywords],
            replies: [...rule.replies],
          })),
        }
      : null,
  };
}
