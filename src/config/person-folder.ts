import type { Environment } from './env-reader.ts';

/**
 * Returns the folder in which the person stands, against which paths of the command line are read. npm changes to the
 * project's folder before it runs a script, and tells where it was called.
 */
export function personFolder(
  working: string,
  project: string,
  { INIT_CWD: calledIn, npm_lifecycle_event: script }: Environment,
): string {
  return working === project && script && calledIn ? calledIn : working;
}
