import type { Observe } from '../events/domain-event.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
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

type Operation = (...words: unknown[]) => Promise<unknown>;

/** A port whose functions all answer with a promise. */
function observePort<Port extends object>(port: Port, name: string, observe: Observe): Port {
  const observed = Object.entries(port).map(([method, operation]: [string, Operation]) => {
    const run: Operation = async (...words) => {
      try {
        return await operation.apply(port, words);
      } catch (error) {
        if (error instanceof StoreUnavailableError)
          observe({ what: 'store failed', operation: `${name}.${method}` });
        throw error;
      }
    };
    return [method, run];
  });
  return Object.fromEntries(observed) as Port;
}
