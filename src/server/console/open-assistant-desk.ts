import { parseAccountName, webhookPath } from '../../accounts/account-name.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { makeCredentials } from '../../config/make-credentials.ts';
import { parseAccount } from '../../config/parse-account.ts';
import { ConsoleError } from '../../console/api/console-error.ts';
import type { StepName } from '../../console/assistant/assistant-contract.ts';
import type { AssistantDesk, SetupState } from '../../console/assistant/assistant-desk.ts';
import type { SettingsDesk } from '../../console/settings/settings-desk.ts';
import { checkAccount, explainRefusal } from '../../diagnosis/connecting/check-account.ts';
import { connectingTexts } from '../../diagnosis/connecting/connecting-texts.ts';
import { judgeAddress } from '../../diagnosis/connecting/judge-address.ts';
import { readImported } from '../../diagnosis/connecting/read-imported.ts';
import { callsRing, type KeptCall } from '../../diagnosis/webhook-calls/keep-calls.ts';
import { openWechatSession, type WechatSession } from '../../diagnosis/wechat-session.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { variablesOf } from '../../models/provider-variables.ts';
import { IMPORTS, PROGRESS, type Progress, type StoredImport } from './assistant-collections.ts';
import type { ConsoleWorld } from './console-world.ts';
import { openFreshCredentials } from './fresh-credentials.ts';

const MOST_CALLS = 200;

/** Opens the desk of the set-up assistant over the account book. */
export function openAssistantDesk(
  { store, books, config, builtOf, runtime }: ConsoleWorld,
  desk: Pick<SettingsDesk, 'change'>,
): AssistantDesk {
  const book = books.accounts;
  const progress = store.collections.open<Progress>(PROGRESS);
  const imports = store.collections.open<StoredImport>(IMPORTS);

  const fresh = openFreshCredentials(store.collections, runtime.clock);

  /** Returns where the set-up was left. The language is chosen once, whatever the account. */
  const readProgress = async (account: string) => {
    const known = (await progress.get(account))?.value;
    const isBegun = (await progress.list('', { after: '', most: 1 })).length > 0;
    const beginning: Progress = { step: isBegun ? 'model' : 'language', skipped: [] };
    return { ...(known ?? beginning), isBegun };
  };
  const readCalls = async (account: string): Promise<readonly KeptCall[]> => {
    const { entries } = await store.rings.read(callsRing(account), { most: MOST_CALLS });
    return entries.map(({ value }) => value as KeptCall);
  };
  /** Returns the account as it is set; one that does not exist yet has nothing. */
  const show = async (account: string) => {
    const known = (await book.list()).some(({ name }) => name === account);
    return known ? book.show(parseAccountName(account)) : undefined;
  };
  const openSession = async (account: string): Promise<WechatSession> => {
    const { wechat } = parseAccount(await book.values(account), account);
    const session = openWechatSession(wechat);
    if (session) return session;
    throw new ConsoleError(409, 'no_secret', connectingTexts.noSecret());
  };

  return {
    async state(account, origin): Promise<SetupState> {
      const [{ step, skipped, isBegun }, view, imported, calls] = await Promise.all([
        readProgress(account),
        show(account),
        imports.get(account),
        readCalls(account),
      ]);
      const { settings = {}, secrets = [], locked = [] } = view ?? {};
      const built = builtOf(account);
      const hasDocuments = await built?.knowledge.usesDocuments();
      const models =
        built?.config.chatModels.map(({ provider, model }) => `${provider}/${model}`).join(', ') ||
        undefined;
      const isConnected = calls.some(isMessage);
      const url = `${(config.publicUrl ?? origin).replace(/\/+$/, '')}${webhookPath(account)}`;
      const done: readonly StepName[] = [
        ...(isBegun ? (['language'] as const) : []),
        ...(models === undefined ? [] : (['model'] as const)),
        ...(hasDocuments ? (['documents'] as const) : []),
        ...(secrets.includes('WECHAT_TOKEN') ? (['account'] as const) : []),
        ...(imported ? (['import'] as const) : []),
        ...(isConnected ? (['watch', 'done'] as const) : []),
      ];
      return {
        ...{ step, skipped, done, models, url, locked },
        urlProblems: judgeAddress(url),
        appId: settings['WECHAT_APP_ID'],
        hasToken: secrets.includes('WECHAT_TOKEN'),
        hasAesKey: secrets.includes('WECHAT_ENCODING_AES_KEY'),
        hasSecret: secrets.includes('WECHAT_APP_SECRET'),
        messageMode: settings['WECHAT_MESSAGE_MODE'] ?? 'auto',
        imported: imported && {
          at: imported.value.at,
          ...readImported(imported.value.menu, imported.value.replies),
        },
      };
    },
    async keepProgress(account, { step, skip }) {
      parseAccountName(account);
      const { skipped } = await readProgress(account);
      const others = skipped.filter((name) => name !== skip?.step);
      await progress.put(account, {
        step,
        skipped: skip === undefined ? skipped : [...others, ...(skip.isSkipped ? [skip.step] : [])],
      });
    },
    async setModel(account, { provider, model, apiKey, baseUrl, extraBody }, by) {
      const variables = variablesOf(provider);
      const values = {
        CHAT_MODELS: `${provider}/${model}`,
        ...(apiKey && { [variables.apiKey]: apiKey }),
        ...(baseUrl && { [variables.baseUrl]: baseUrl }),
        ...(extraBody && { [variables.extraBody]: extraBody }),
      };
      await desk.change(account, values, by);
    },
    async makeCredentials(account, { appId, replace }, by) {
      parseAccountName(account);
      const view = await show(account);
      const hasToken = view?.secrets.includes('WECHAT_TOKEN') === true;
      if (hasToken && !replace)
        throw new ConsoleError(409, 'token_exists', connectingTexts.tokenExists());
      const made = makeCredentials();
      const values = {
        ...{ WECHAT_TOKEN: made.token, WECHAT_ENCODING_AES_KEY: made.encodingAesKey },
        ...(appId && { WECHAT_APP_ID: appId.trim() }),
      };
      if (view === undefined && account !== DEFAULT_ACCOUNT) await book.add(account, values);
      else await book.set(account, values, { by });
      await fresh.note(account, made, hasToken);
      return made;
    },
    async freshCredentials(account) {
      const view = await show(account);
      const isOurs =
        view?.secrets.includes('WECHAT_TOKEN') && !view.locked.includes('WECHAT_TOKEN');
      if (!isOurs) return undefined;
      const { WECHAT_TOKEN: token, WECHAT_ENCODING_AES_KEY: encodingAesKey } =
        await book.values(account);
      const stored = { ...(token && { token }), ...(encodingAesKey && { encodingAesKey }) };
      return fresh.toShow(account, stored, await readCalls(account));
    },
    async setAccount(account, { appId, appSecret }, by) {
      const values = {
        ...(appId && { WECHAT_APP_ID: appId.trim() }),
        ...(appSecret && { WECHAT_APP_SECRET: appSecret.trim() }),
      };
      await book.set(account, values, { by });
    },
    check: async (account) => checkAccount(await openSession(account)),
    async importReplies(account) {
      const session = await openSession(account);
      const read = async (call: string) => {
        try {
          return await session.ask(call);
        } catch (error) {
          const { sentence, remedy } = explainRefusal(error, session.host);
          throw new ConsoleError(409, 'wechat_refused', joinSentences(sentence, remedy));
        }
      };
      const menu = await read('cgi-bin/get_current_selfmenu_info');
      const replies = await read('cgi-bin/get_current_autoreply_info');
      await imports.put(account, { at: runtime.clock.now(), menu, replies });
    },
  };
}

function isMessage(kept: KeptCall): boolean {
  return !('leftOut' in kept) && kept.passed === 'message' && kept.fault === undefined;
}

function joinSentences(one: Sentence, other: Sentence): Sentence {
  return { zh: `${one.zh}。${other.zh}`, en: `${one.en}. ${other.en}` };
}
