import { showText } from '../config/secrecy.ts';
import { AccountError } from './account-error.ts';
import { ACCOUNT_NAME, DEFAULT_ACCOUNT } from './account-record.ts';
import { accountTexts } from './account-texts.ts';

/** The account of the simulator, which every server may serve beside the others. */
const RESERVED = 'simulator';

/** Returns a name that an account can have. Throws AccountError. */
export function parseAccountName(name: string): string {
  if (!ACCOUNT_NAME.test(name))
    throw new AccountError(accountTexts.badName(showText(name) || '“”'));
  if (name === RESERVED) throw new AccountError(accountTexts.reservedName(name));
  return name;
}

/** Says whether an account can have this name. */
export function isAccountName(name: string): boolean {
  return ACCOUNT_NAME.test(name) && name !== RESERVED;
}

/** Returns the path of the webhook of an account. */
export function webhookPath(name: string): string {
  return name === DEFAULT_ACCOUNT ? '/wechat' : `/wechat/${name}`;
}
