import { useEffect, useState } from 'preact/hooks';
import type { AccountAnswer } from '../../../console/accounts/accounts-contract.ts';
import type { User } from '../context.ts';
import type { ListAnswer } from '../hooks/use-list.ts';
import { useLoad } from '../hooks/use-load.ts';
import type { Address } from '../routing/address.ts';

/** The accounts of the server, and the one that the pages are about. */
export interface ChosenAccount {
  readonly names: readonly string[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
}

const KEY = 'kuaihui-console-account';
const DEFAULT = 'default';

/** Remembers the chosen account in this browser; one that is gone gives way to the first. The page of one account chooses it. */
export function useChosenAccount(user: User | undefined, { page, rest }: Address): ChosenAccount {
  const [remembered, setRemembered] = useState(() => localStorage.getItem(KEY) ?? DEFAULT);
  const accounts = useLoad<ListAnswer<AccountAnswer>>(user ? 'accounts' : undefined);
  const shown = page === 'accounts' ? rest[0] : undefined;
  // Some pages add accounts and remove them.
  useEffect(() => accounts.reload(), [page, shown]);
  const served = accounts.value?.items.filter(({ state }) => state !== 'being removed') ?? [];
  const names = served.map(({ name }) => name);
  const choose = (name: string) => {
    localStorage.setItem(KEY, name);
    setRemembered(name);
  };
  useEffect(() => {
    if (shown !== undefined && names.includes(shown)) choose(shown);
  }, [shown, accounts.value]);
  const isThere = names.length === 0 || names.includes(remembered);
  return {
    names,
    chosen: isThere ? remembered : (names[0] ?? DEFAULT),
    choose,
  };
}
