/** The connection on which an attempt waits for its answer. */
export interface AttemptConnection {
  /** Whether WeChat closed it before the answer was out. */
  isClosed(): boolean;
  /** Calls `listener` when WeChat closes it, and never if it is closed already; returns a function that removes it. */
  onClosed(listener: () => void): () => void;
}

/** The same connection for the webhook, which sees it close. */
export interface WatchedConnection extends AttemptConnection {
  close(): void;
}

/** Creates an open connection. An AbortController would do as well, but takes Node 20 some 8 us for every push. */
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
