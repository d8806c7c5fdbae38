import { KuaihuiError } from '../runtime/errors.ts';

/** Tells why an account cannot be changed as asked. It names the account or the setting, and holds no value. */
export class AccountError extends KuaihuiError {
  override readonly name = 'AccountError';
  readonly code = 'account_refused';
}
