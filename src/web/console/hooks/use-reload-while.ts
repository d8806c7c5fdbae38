import { useEffect } from 'preact/hooks';
import type { Load } from './use-load.ts';

const REFRESH_MS = 1000;

/** Loads again, a second after each answer, while there is something to wait for. */
export function useReloadWhile<Value>(load: Load<Value>, isWaiting: boolean): void {
  const isDue = isWaiting && !load.isLoading;
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(load.reload, REFRESH_MS);
    return () => clearTimeout(timer);
  }, [isDue, load.value]);
}
