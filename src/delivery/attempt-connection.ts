/** The connection on which an attempt waits for its answer. */
export interface AttemptConnection {
  /** Whether WeChat closed it before the answer was out. */
  isClosed(): boolean;
  /** Calls `listener` when WeChat does so, and never when it has; returns what takes that back. */
  onClosed(listener: () => void): () => void;
}

/** The same in the hands of who sees the connection close. */
export interface WatchedConnection extends AttemptConnection {
  close(): void;
}

/**
 * An AbortController would do as well, but to make one and listen to it takes Node 20 some 8 us, and every push needs
 * one.
 */
export function createAttemptConnection(): WatchedConnection {
  const listeners = new Set<() => void>();
  let isClosed = false;
  return {
    isClosed: () => isClosed,
    onClosed(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      isClosed = true;
      for (const listener of listeners) listener();
    },
  };
}
