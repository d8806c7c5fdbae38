import type { AccountBook } from '../../accounts/account-book.ts';
import type { Values } from '../../accounts/edit-record.ts';
import { findSetting } from '../../config/known-settings.ts';
import { findSecretAddress, isSamePlace, type SecretAddress } from '../../config/secret-address.ts';
import { FormError } from '../../console/api/console-error.ts';
import { settingsTexts as texts } from '../../console/settings/settings-texts.ts';
import { ForbiddenAddressError, refuseMetadataAddress } from './refuse-metadata-address.ts';

/** Throws FormError for an address at which a cloud keeps the machine's credentials. */
export async function requireNoMetadataAddress(values: Values): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (findSetting(name)?.kind.form.is !== 'address') continue;
    await refuseMetadataAddress(value).catch((error: unknown) => {
      if (!(error instanceof ForbiddenAddressError)) throw error;
      const sentence = texts.metadataAddress();
      throw new FormError(400, 'not_valid', texts.notValid([sentence]), [{ name, sentence }]);
    });
  }
}

/** Keeps a stored secret from being sent to another address than it was given for, which would tell it. */
export interface SecretGuard {
  /** Throws FormError for a new address without its secret. */
  beforeChange(account: string, values: Values): Promise<void>;
  /** Throws FormError where address and secret would come together that were not given together. */
  beforeUndo(account: string, setting: string, id: string | undefined): Promise<void>;
}

/** Creates the guard over the accounts, which hold every such pair. */
export function createSecretGuard(accounts: Pick<AccountBook, 'show' | 'history'>): SecretGuard {
  /** An address that is taken out gives way to the vendor's own. */
  async function requirePlace(account: string, pair: SecretAddress, to: string) {
    if (to === '') return;
    const { stored, settings } = await accounts.show(account);
    const from = [settings[pair.address], findSetting(pair.address)?.byDefault];
    const isKnown = from.some((known) => known !== undefined && isSamePlace(known, to));
    if (stored.includes(pair.secret) && !isKnown) throw secretNeeded(pair);
  }

  return {
    async beforeChange(account, values) {
      for (const [name, value] of Object.entries(values)) {
        const pair = findSecretAddress(name);
        if (pair?.address === name && !(pair.secret in values))
          await requirePlace(account, pair, value);
      }
    },
    async beforeUndo(account, setting, id) {
      const pair = findSecretAddress(setting);
      if (pair === undefined) return;
      const earlier = await accounts.history.of(account, setting);
      const undone = id === undefined ? earlier[0] : earlier.find((one) => one.id === id);
      if (undone === undefined) return;
      if (pair.address === setting) {
        await requirePlace(account, pair, undone.value ?? '');
        return;
      }
      const moves = await accounts.history.of(account, pair.address);
      if (moves.some(({ at }) => at >= undone.at)) throw secretNeeded(pair);
    },
  };
}

function secretNeeded({ address, secret }: SecretAddress): FormError {
  const says = texts.secretNeeded(address, secret);
  return new FormError(400, 'secret_needed', says, [{ name: secret, sentence: says }]);
}
