import type { EffectAnswer } from '../settings/settings-contract.ts';
import type { AccountAnswer } from './accounts-contract.ts';

type Values = Readonly<Record<string, string>>;

/** What an account is to have from now on. */
interface AccountChanges {
  readonly settings: Values;
  /** The account whose models and keys are copied to it. */
  readonly modelOf?: string | undefined;
}

/** What the console does with accounts. `origin` begins the addresses of webhooks where none is set. */
export interface AccountsDesk {
  list(origin: string): Promise<AccountAnswer[]>;
  show(name: string, origin: string): Promise<AccountAnswer>;
  add(name: string, changes: AccountChanges): Promise<EffectAnswer>;
  change(name: string, changes: AccountChanges, by: string): Promise<EffectAnswer>;
  pause(name: string): Promise<EffectAnswer>;
  resume(name: string): Promise<EffectAnswer>;
  /** Throws unless the account can be removed. */
  requireRemovable(name: string): Promise<void>;
  /** Deletes an account with all that its followers wrote; goes on when the browser is gone. */
  remove(name: string, onProgress: (deleted: number) => void): Promise<EffectAnswer>;
}
