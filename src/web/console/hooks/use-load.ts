import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError, apiPath, get } from '../api.ts';
import type { Query } from '../api.ts';
import { useConsole } from '../context.ts';

/** What was asked of the API, and how far it has come. */
export interface Load<Value> {
  readonly value: Value | undefined;
  readonly error: ApiError | undefined;
  readonly isLoading: boolean;
  /** Asks again; what is known stays until the answer is there. */
  readonly reload: () => void;
  /** Puts what a change answered in place of what was loaded. */
  readonly set: (value: Value) => void;
}

interface State<Value> {
  readonly address: string | undefined;
  readonly value?: Value | undefined;
  readonly error?: ApiError | undefined;
  readonly isLoading: boolean;
}

/** Loads from the API, and again when path, query or language change; an undefined path asks nothing. */
export function useLoad<Value>(path: string | undefined, query: Query = {}): Load<Value> {
  const address = path === undefined ? undefined : apiPath(path, query);
  const { language } = useConsole();
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State<Value>>({
    address,
    isLoading: address !== undefined,
  });
  useEffect(() => {
    if (path === undefined) {
      setState({ address: undefined, isLoading: false });
      return undefined;
    }
    const gone = new AbortController();
    setState((before) => ({
      address,
      isLoading: true,
      value: before.address === address ? before.value : undefined,
    }));
    get<Value>(path, query, gone.signal).then(
      (value) => {
        if (!gone.signal.aborted) setState({ address, value, isLoading: false });
      },
      (error: unknown) => {
        if (gone.signal.aborted) return;
        const known = error instanceof ApiError ? error : new ApiError(0, 'broken', String(error));
        setState((before) => ({ ...before, error: known, isLoading: false }));
      },
    );
    return () => gone.abort();
  }, [address, round, language]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const set = useCallback(
    (value: Value) => setState((before) => ({ address: before.address, value, isLoading: false })),
    [],
  );
  const isCurrent = state.address === address;
  return {
    value: isCurrent ? state.value : undefined,
    error: isCurrent ? state.error : undefined,
    isLoading: isCurrent ? state.isLoading : true,
    reload,
    set,
  };
}
