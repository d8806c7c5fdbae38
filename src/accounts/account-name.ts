import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import { showText } from '../config/secrecy.ts';
import { AccountError } from './account-error.ts';
import { accountTexts } from './account-texts.ts';

/** The rule for names: they stand in the address of the webhook, in logs and in metrics. */
const ACCOUNT_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** The account of the simulator, which a server may have beside the others; no other one can have its name. */
export const SIMULATOR_ACCOUNT = 'simulator';

/** Returns a name that an account can have. Throws AccountError. */
export function parseAccountName(name: string): string {
  if (!ACCOUNT_NAME.test(name))
    throw new AccountError(accountTexts.badName(showText(name) || '“”'));
  if (name === SIMULATOR_ACCOUNT) throw new AccountError(accountTexts.reservedName(name));
  return name;
}

/** Says whether an account can have this name. */
export function isAccountName(name: string): boolean {
  return ACCOUNT_NAME.test(name) && name !== SIMULATOR_ACCOUNT;
}

/** Returns the path of the webhook of an account. */
export function webhookPath(name: string): string {
  return name === DEFAULT_ACCOUNT ? '/wechat' : `/wechat/${name}`;
}
