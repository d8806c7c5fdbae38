import { UnknownAccountError } from '../../accounts/account-error.ts';
import { showText } from '../../config/secrecy.ts';
import type { ServedAccount } from '../describe-account.ts';
import type { ConsoleWorld } from './console-world.ts';

/** Returns what an account was built from. Throws UnknownAccountError for one that this server does not serve. */
export function requireBuilt(
  { builtOf }: Pick<ConsoleWorld, 'builtOf'>,
  account: string,
): ServedAccount {
  const built = builtOf(account);
  if (built) return built;
  throw new UnknownAccountError(showText(account));
}
