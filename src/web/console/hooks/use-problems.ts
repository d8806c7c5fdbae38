import { useState } from 'preact/hooks';
import { ApiError } from '../api.ts';

/** What was wrong with the fields of a form when it was last sent. */
export interface Problems {
  /** Returns the sentence about a field; undefined where nothing is wrong with it. */
  readonly of: (name: string) => string | undefined;
  /** Runs a call and keeps what it says of single fields; it throws as the call does. */
  readonly watch: <Result>(call: () => Promise<Result>) => Promise<Result>;
}

/** Puts what the server says of single fields near them. */
export function useProblems(): Problems {
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  return {
    of: (name) => problems.get(name),
    async watch(call) {
      setProblems(new Map());
      try {
        return await call();
      } catch (error) {
        if (error instanceof ApiError) setProblems(error.problems);
        throw error;
      }
    },
  };
}
