import type { Values } from '../../accounts/edit-record.ts';
import { SERVER } from '../../accounts/server-book.ts';
import { BY_COMMAND } from '../../accounts/setting-history.ts';
import { DEFAULT_ACCOUNT } from '../../config/default-account.ts';
import { findSetting } from '../../config/known-settings.ts';
import { lockedForServer } from '../../config/merge-server.ts';
import type { SettingDefinition } from '../../config/setting-definition.ts';
import { showSetting } from '../../config/show-setting.ts';
import { ConsoleError, FormError } from '../../console/api/console-error.ts';
import type { EffectAnswer } from '../../console/settings/settings-contract.ts';
import type { SettingsDesk } from '../../console/settings/settings-desk.ts';
import { settingsTexts as texts } from '../../console/settings/settings-texts.ts';
import type { PersonaBook } from '../../personas/persona-book.ts';
import type { ConsoleWorld } from './console-world.ts';
import { requireAll, requireSetting, told, toEffectAnswer } from './tell-setting-problems.ts';
import { createSecretGuard, requireNoMetadataAddress } from './guard-addresses.ts';
import { listEnvLines } from './list-env-lines.ts';
import { listSettings, lockedVariables } from './list-settings.ts';

const NOWHERE: EffectAnswer = { inEffect: 0, notYet: [] };

/** Opens what the console changes of settings, over the books of the running server. */
export function openSettingsDesk({
  books,
  environment,
  storedInEffect,
  settingsFile,
  personas,
}: Pick<ConsoleWorld, 'books' | 'environment' | 'storedInEffect' | 'settingsFile'> & {
  readonly personas: Pick<PersonaBook, 'refresh'>;
}): SettingsDesk {
  const { accounts, server } = books;
  const secretGuard = createSecretGuard(accounts);

  /** Throws ConsoleError for a setting that only the environment can change. */
  async function requireFree(account: string, settings: readonly SettingDefinition[]) {
    const locked = lockedVariables({ view: await accounts.show(account), environment });
    for (const setting of settings) {
      const { name, scope, isForOperator } = setting;
      const variable =
        scope === 'account' ? locked.get(name) : lockedForServer(setting, environment);
      if (variable === undefined && !isForOperator) continue;
      const says =
        isForOperator || variable === undefined
          ? texts.ofOperator(name)
          : texts.locked(name, variable);
      throw new FormError(409, 'locked', says, [{ name, sentence: says }]);
    }
  }

  /** Throws one FormError with every problem of all values. */
  function requireUsable(account: string, own: Values, shared: Values): Promise<void> {
    const alongWith = account === DEFAULT_ACCOUNT ? own : {};
    return requireAll([
      ...(isAny(own) ? [() => accounts.check(account, own)] : []),
      ...(isAny(shared) ? [() => server.check(shared, alongWith)] : []),
    ]);
  }

  return {
    async list(account, language) {
      const [view, record, opened, ofAccount, ofServer] = await Promise.all([
        accounts.show(account),
        server.show(),
        server.open(),
        accounts.history.count(account),
        server.history.count(SERVER),
      ]);
      const known = {
        ...{ view, environment, earlier: { ofAccount, ofServer } },
        ...{ server: record, opened: opened.server, inEffect: storedInEffect },
      };
      return listSettings(known, language);
    },
    async change(account, values, by) {
      const settings = Object.keys(values).map(requireSetting);
      await requireFree(account, settings);
      const { own, shared } = byScope(values);
      // A persona may have been added at another process a moment ago.
      await personas.refresh();
      await requireUsable(account, own, shared);
      await requireNoMetadataAddress(values);
      await secretGuard.beforeChange(account, own);
      // The server's model may be asked with a key that the account gets here.
      const effect = isAny(own)
        ? toEffectAnswer(await accounts.set(account, own, { by }))
        : NOWHERE;
      if (isAny(shared)) await server.set(shared, by);
      return { ...effect, changed: Object.keys(values), nextStart: Object.keys(shared) };
    },
    async undo(account, name, options) {
      const setting = requireSetting(name);
      await requireFree(account, [setting]);
      await secretGuard.beforeUndo(account, name, options.id);
      await personas.refresh();
      if (setting.scope === 'account')
        return {
          ...toEffectAnswer(await told(() => accounts.undo(account, name, options))),
          ...{ changed: [name], nextStart: [] },
        };
      await told(() => server.undo(name, options));
      return { ...NOWHERE, changed: [name], nextStart: [name] };
    },
    async history(account, name) {
      const setting = requireSetting(name);
      const earlier =
        setting.scope === 'account'
          ? await accounts.history.of(account, name)
          : await server.history.of(SERVER, name);
      return earlier.map(({ id, at, by, value, secret }) => ({
        ...{ id, at, by: by === BY_COMMAND ? null : by },
        isSet: value !== undefined || secret !== undefined,
        value: showSetting(setting, value) ?? null,
      }));
    },
    async envFile() {
      return { file: settingsFile ?? null, items: await lines() };
    },
    async takeOver(names, by) {
      const known = await lines();
      for (const name of names) {
        requireSetting(name);
        if (!known.some((line) => line.name === name))
          throw new ConsoleError(409, 'not_in_environment', texts.notInEnvironment(name));
      }
      const { own, shared } = byScope(Object.fromEntries(names.map((name) => [name, ''])));
      if (isAny(shared)) await told(() => server.takeOver(Object.keys(shared), by));
      const effect = isAny(own)
        ? toEffectAnswer(await told(() => accounts.takeOver(Object.keys(own), by)))
        : NOWHERE;
      const taken = (await lines()).filter(({ name }) => names.includes(name));
      return { ...effect, file: settingsFile ?? null, lines: taken };
    },
  };

  async function lines() {
    const [{ stored }, { settings, secrets }] = await Promise.all([
      accounts.show(DEFAULT_ACCOUNT),
      server.show(),
    ]);
    const names = [...stored, ...Object.keys(settings), ...Object.keys(secrets)];
    return listEnvLines(environment, settingsFile, new Set(names));
  }
}

function byScope(values: Values): { readonly own: Values; readonly shared: Values } {
  const of = (scope: 'account' | 'server') =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => findSetting(name)?.scope === scope),
    );
  return { own: of('account'), shared: of('server') };
}

function isAny(values: Values): boolean {
  return Object.keys(values).length > 0;
}
