import { hostname } from 'node:os';

/** Tells that a process of this machine has ended. */
export function isGone({ host, pid }: { readonly host: string; readonly pid: number }): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
