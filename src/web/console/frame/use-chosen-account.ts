import { useState } from 'preact/hooks';
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
export function useChosenAccount(user: User | undefined): ChosenAccount {
  const [remembered, setRemembered] = useState(() => localStorage.getItem(KEY) ?? DEFAULT);
  const accounts = useLoad<ListAnswer<{ readonly name: string }>>(user ? 'accounts' : undefined);
  const names = accounts.value?.items.map(({ name }) => name) ?? [];
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
