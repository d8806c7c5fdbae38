import { useEffect, useState } from 'preact/hooks';
import { apiPath, get } from '../api.ts';
import type { Query } from '../api.ts';

/** One entry of a ring in the store; `n` rises. */
export interface LiveEntry<Value> {
  readonly n: number;
  readonly at: number;
  readonly value: Value;
}

/** What is followed live. */
export interface Live<Value> {
  /** Oldest first. */
  readonly entries: readonly LiveEntry<Value>[];
  readonly state: LiveState;
}

export type LiveState = 'connecting' | 'live' | 'polling' | 'away';

interface LiveOptions {
  /** The address of server-sent events, whose data are entries. */
  readonly stream: string;
  /** The address that answers `{entries}` after a number, where a stream does not come through. */
  readonly poll: string;
  readonly query?: Query;
  /** Older entries are let go. */
  readonly most?: number;
}

const POLL_MS = 3000;
const RETRY_MS = 1000;
/** A proxy that holds streams back lets none through. */
const MOST_FAILURES = 2;

/** Follows a ring by server-sent events, and asks every 3 s where these do not come through. */
export function useLive<Value>(options: LiveOptions): Live<Value> {
  const { stream, poll, query = {}, most = 500 } = options;
  const [entries, setEntries] = useState<readonly LiveEntry<Value>[]>([]);
  const [state, setState] = useState<LiveState>('connecting');
  const address = apiPath(stream, query);
  useEffect(() => {
    setEntries([]);
    setState('connecting');
    return follow<Value>(options, {
      onState: setState,
      onEntries: (added) => setEntries((before) => [...before, ...added].slice(-most)),
    });
  }, [address, poll]);
  return { entries, state };
}

function follow<Value>(
  { stream, poll, query = {} }: LiveOptions,
  told: {
    readonly onState: (state: LiveState) => void;
    readonly onEntries: (entries: readonly LiveEntry<Value>[]) => void;
  },
): () => void {
  let seen = 0;
  let failures = 0;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gone = new AbortController();
  const take = (entries: readonly LiveEntry<Value>[]) => {
    const added = entries.filter(({ n }) => n > seen);
    seen = added.at(-1)?.n ?? seen;
    if (added.length > 0) told.onEntries(added);
  };
  const listen = () => {
    const opened = new EventSource(apiPath(stream, { ...query, after: seen || undefined }));
    source = opened;
    opened.onopen = () => {
      failures = 0;
      told.onState('live');
    };
    opened.onmessage = ({ data }: MessageEvent<string>) =>
      take([JSON.parse(data) as LiveEntry<Value>]);
    opened.onerror = () => {
      opened.close();
      failures += 1;
      told.onState('away');
      timer = setTimeout(failures < MOST_FAILURES ? listen : ask, RETRY_MS);
    };
  };
  const ask = () => {
    get<{ readonly entries: readonly LiveEntry<Value>[] }>(
      poll,
      { ...query, after: seen || undefined },
      gone.signal,
    ).then(
      (answer) => {
        take(answer.entries);
        told.onState('polling');
        timer = setTimeout(ask, POLL_MS);
      },
      () => {
        if (gone.signal.aborted) return;
        told.onState('away');
        timer = setTimeout(ask, POLL_MS);
      },
    );
  };
  listen();
  return () => {
    gone.abort();
    clearTimeout(timer);
    source?.close();
  };
}
