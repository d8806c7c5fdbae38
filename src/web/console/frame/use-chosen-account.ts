import { useEffect, useState } from 'preact/hooks';
import type { AccountAnswer } from '../../../console/accounts/accounts-contract.ts';
import type { User } from '../context.ts';
import type { ListAnswer } from '../hooks/use-list.ts';
import { useLoad } from '../hooks/use-load.ts';

/** The accounts of the server, and the one that the pages are about. */
export interface ChosenAccount {
  readonly names: readonly string[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
}

const KEY = 'kuaihui-console-account';
const DEFAULT = 'default';

/** Remembers the chosen account in this browser; one that is gone gives way to the first. */
export function useChosenAccount(user: User | undefined, page: string): ChosenAccount {
  const [remembered, setRemembered] = useState(() => localStorage.getItem(KEY) ?? DEFAULT);
  const accounts = useLoad<ListAnswer<AccountAnswer>>(user ? 'accounts' : undefined);
  // Some pages add accounts and remove them.
  useEffect(() => accounts.reload(), [page]);
  const served = accounts.value?.items.filter(({ state }) => state !== 'being removed') ?? [];
  const names = served.map(({ name }) => name);
  const isThere = names.length === 0 || names.includes(remembered);
  return {
    names,
    chosen: isThere ? remembered : (names[0] ?? DEFAULT),
    choose(name) {
      localStorage.setItem(KEY, name);
      setRemembered(name);
    },
  };
}
