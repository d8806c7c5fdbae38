import type { Observe } from '../observe.ts';
import { StoreUnavailableError } from './store-unavailable-error.ts';
import type { Store } from './store.ts';

/** The same store; operations that it could not do are told. */
export function observeStore(store: Store, observe: Observe): Store {
  return {
    ...store,
    inbox: observePort(store.inbox, 'inbox', observe),
    turns: observePort(store.turns, 'turns', observe),
    deliveries: observePort(store.deliveries, 'deliveries', observe),
    capability: observePort(store.capability, 'capability', observe),
    accessTokens: (account) => observePort(store.accessTokens(account), 'accessTokens', observe),
  };
}

function observePort<Port extends object>(port: Port, name: string, observe: Observe): Port {
  const observeOperation = (
    method: string,
    operation: (...words: unknown[]) => Promise<unknown>,
  ) => {
    const note = (error: unknown) => {
      if (error instanceof StoreUnavailableError)
        observe({ what: 'store failed', operation: `${name}.${method}` });
      throw error;
    };
    return async (...words: unknown[]) => operation.apply(port, words).catch(note);
  };
  const observed = Object.entries(port).map(([method, operation]) => [
    method,
    observeOperation(method, operation as (...words: unknown[]) => Promise<unknown>),
  ]);
  return Object.fromEntries(observed) as Port;
}
