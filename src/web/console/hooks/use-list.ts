import { useCallback, useState } from 'preact/hooks';
import { ApiError, apiPath, get } from '../api.ts';
import type { Query } from '../api.ts';
import { useLoad } from './use-load.ts';

/** How every list of the API is answered. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  /** The cursor of what follows; absent at the end. */
  readonly next?: string | undefined;
}

/** A list that grows by a button. */
export interface List<Item> {
  readonly items: readonly Item[] | undefined;
  readonly error: ApiError | undefined;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** As it was answered, with what a list tells beside its items. */
  readonly lastPage: ListAnswer<Item> | undefined;
  readonly loadMore: () => Promise<void>;
  readonly reload: () => void;
}

interface Rest<Item> extends ListAnswer<Item> {
  readonly lastPage: ListAnswer<Item>;
  /** Which first page this follows. */
  readonly after: unknown;
}

/** Loads a list page by page; it begins anew when path or query change. */
export function useList<Item>(path: string | undefined, query: Query = {}): List<Item> {
  const first = useLoad<ListAnswer<Item>>(path, query);
  const [rest, setRest] = useState<Rest<Item>>();
  const follows = rest !== undefined && rest.after === first.value ? rest : undefined;
  const next = follows ? follows.next : first.value?.next;
  const address = apiPath(path ?? '', query);
  const loadMore = useCallback(async () => {
    if (path === undefined || next === undefined) return;
    const page = await get<ListAnswer<Item>>(path, { ...query, after: next });
    setRest({
      after: first.value,
      items: [...(follows?.items ?? []), ...page.items],
      next: page.next,
      lastPage: page,
    });
  }, [address, next, first.value, follows]);
  return {
    items: first.value && [...first.value.items, ...(follows?.items ?? [])],
    error: first.error,
    isLoading: first.isLoading,
    hasMore: next !== undefined,
    lastPage: follows?.lastPage ?? first.value,
    loadMore,
    reload: first.reload,
  };
}
