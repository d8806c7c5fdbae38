import { AccountError, UnknownAccountError } from '../../accounts/account-error.ts';
import type { AccountSummary, AccountView } from '../../accounts/describe-account.ts';
import { SecretKeyError } from '../../accounts/secret-box.ts';
import { LAST_PUSHES, type LastPush } from '../../alerts/last-push.ts';
import { ConfigError } from '../../config/config-error.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { parseAccount } from '../../config/parse-account.ts';
import { showText } from '../../config/secrecy.ts';
import type { AccountAnswer } from '../../console/accounts/accounts-contract.ts';
import type { AccountsDesk } from '../../console/accounts/accounts-desk.ts';
import type { SettingsDesk } from '../../console/settings/settings-desk.ts';
import type { ConsoleWorld } from './console-world.ts';
import { requireNoMetadataAddress } from './guard-addresses.ts';
import { requireNoOperators, told, toEffectAnswer } from './tell-setting-problems.ts';

/** Opens what the console does with accounts, over the book of the running server. */
export function openAccountsDesk(
  { books, store, config, runtime }: Pick<ConsoleWorld, 'books' | 'store' | 'config' | 'runtime'>,
  settings: Pick<SettingsDesk, 'change'>,
): AccountsDesk {
  const book = books.accounts;
  const pushes = store.collections.open<LastPush>(LAST_PUSHES);

  async function describe(summary: AccountSummary, origin: string): Promise<AccountAnswer> {
    const { name, state, path } = summary;
    const view = await book.show(name).catch((error: unknown) => {
      // Another program altered the record; it can be removed all the same.
      if (error instanceof AccountError) return undefined;
      throw error;
    });
    return {
      ...{ name, state, webhookPath: path },
      isPaused: state === 'paused',
      isDefault: name === DEFAULT_ACCOUNT,
      isReadable: view !== undefined,
      webhookUrl: `${(config.publicUrl ?? origin).replace(/\/+$/, '')}${path}`,
      appId: view?.settings['WECHAT_APP_ID'] ?? null,
      mode: view?.settings['WECHAT_MESSAGE_MODE'] ?? null,
      hasToken: has(view, 'WECHAT_TOKEN'),
      hasSecret: has(view, 'WECHAT_APP_SECRET'),
      hasAesKey: has(view, 'WECHAT_ENCODING_AES_KEY'),
      hasModel: await hasModel(name),
      customerService: await customerServiceOf(view),
      lastPushAt: (await pushes.get(name))?.value.at ?? null,
    };
  }

  /** Settings that cannot be used have no model either. */
  async function hasModel(name: string): Promise<boolean> {
    try {
      return parseAccount(await book.values(name)).chatModels.length > 0;
    } catch (error) {
      const isOfSettings = [ConfigError, AccountError, SecretKeyError].some(
        (kind) => error instanceof kind,
      );
      if (isOfSettings) return false;
      throw error;
    }
  }

  async function modelValues(account: string | undefined) {
    return account === undefined ? {} : book.modelValues(account);
  }

  async function customerServiceOf(view: AccountView | undefined) {
    const mode = view?.settings['CUSTOMER_SERVICE'];
    if (view === undefined || mode === 'off' || !has(view, 'WECHAT_APP_SECRET')) return 'no';
    return mode === 'on' ? 'yes' : (await store.capability.read(view.name)).customerService;
  }

  return {
    async list(origin) {
      const summaries = await book.list();
      return Promise.all(summaries.map((summary) => describe(summary, origin)));
    },
    async show(name, origin) {
      const found = (await book.list()).find((summary) => summary.name === name);
      if (found === undefined) throw new UnknownAccountError(showText(name));
      return describe(found, origin);
    },
    async add(name, { settings: given, modelOf }) {
      requireNoOperators(Object.keys(given));
      await requireNoMetadataAddress(given);
      const values = { ...(await modelValues(modelOf)), ...given };
      return toEffectAnswer(await told(() => book.add(name, values)));
    },
    async change(name, { settings: given, modelOf }, by) {
      return settings.change(name, { ...(await modelValues(modelOf)), ...given }, by);
    },
    pause: async (name) => toEffectAnswer(await book.pause(name)),
    resume: async (name) => toEffectAnswer(await book.resume(name)),
    requireRemovable: (name) => book.requireRemovable(name),
    async remove(name, onProgress) {
      const removal = book.remove(name);
      try {
        for (;;) {
          const step = await removal.next();
          if (step.done) return toEffectAnswer(step.value);
          onProgress(step.value.deleted);
        }
      } catch (error) {
        runtime.log.error(
          { code: 'removal_broken_off', account: name, err: error, zh: '删除公众号中断，会继续' },
          'The removal of an account was broken off; a server goes on with it',
        );
        throw error;
      }
    },
  };
}

function has(view: AccountView | undefined, secret: string): boolean {
  return view?.secrets.includes(secret) ?? false;
}
