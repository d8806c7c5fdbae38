import { parseAccountName, webhookPath } from '../../accounts/account-name.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { makeCredentials } from '../../config/make-credentials.ts';
import { parseAccount } from '../../config/parse-account.ts';
import { ConsoleError } from '../../console/api/console-error.ts';
import type { StepName } from '../../console/assistant/assistant-contract.ts';
import type { AssistantDesk, SetupState } from '../../console/assistant/assistant-desk.ts';
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

const BEGINNING: Progress = { step: 'model', skipped: [] };
const MOST_CALLS = 200;

/** Opens the desk of the set-up assistant over the account book. */
export function openAssistantDesk({
  store,
  books,
  config,
  builtOf,
  runtime,
}: ConsoleWorld): AssistantDesk {
  const book = books.accounts;
  const progress = store.collections.open<Progress>(PROGRESS);
  const imports = store.collections.open<StoredImport>(IMPORTS);

  const readProgress = async (account: string) => (await progress.get(account))?.value ?? BEGINNING;
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
      const [{ step, skipped }, view, imported, calls] = await Promise.all([
        readProgress(account),
        show(account),
        imports.get(account),
        store.rings.read(callsRing(account), { most: MOST_CALLS }),
      ]);
      const { settings = {}, secrets = [], locked = [] } = view ?? {};
      const built = builtOf(account);
      const hasDocuments = await built?.knowledge.usesDocuments();
      const models =
        built?.config.chatModels.map(({ provider, model }) => `${provider}/${model}`).join(', ') ||
        undefined;
      const isConnected = calls.entries.some(({ value }) => isMessage(value as KeptCall));
      const url = `${(config.publicUrl ?? origin).replace(/\/+$/, '')}${webhookPath(account)}`;
      const done: readonly StepName[] = [
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
    async setModel(account, { provider, model, apiKey, baseUrl }) {
      const variables = variablesOf(provider);
      await book.set(account, {
        CHAT_MODELS: `${provider}/${model}`,
        ...(apiKey && { [variables.apiKey]: apiKey }),
        ...(baseUrl && { [variables.baseUrl]: baseUrl }),
      });
    },
    async makeCredentials(account, { appId, replace }) {
      parseAccountName(account);
      const view = await show(account);
      if (view?.secrets.includes('WECHAT_TOKEN') && !replace)
        throw new ConsoleError(409, 'token_exists', connectingTexts.tokenExists());
      if (!appId && view?.settings['WECHAT_APP_ID'] === undefined)
        throw new ConsoleError(409, 'app_id_needed', connectingTexts.appIdNeeded());
      const made = makeCredentials();
      const values = {
        ...{ WECHAT_TOKEN: made.token, WECHAT_ENCODING_AES_KEY: made.encodingAesKey },
        ...(appId && { WECHAT_APP_ID: appId.trim() }),
      };
      if (view === undefined && account !== DEFAULT_ACCOUNT) await book.add(account, values);
      else await book.set(account, values);
      return made;
    },
    async setAccount(account, { appSecret }) {
      await book.set(account, { WECHAT_APP_SECRET: appSecret.trim() });
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
