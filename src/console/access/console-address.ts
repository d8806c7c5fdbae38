import type { ServerConfig } from '../../config/config.ts';

/** Returns the address of the console as the deployer's browser reaches it, without a slash at the end. */
export function consoleAddress(
  { publicUrl, console }: Pick<ServerConfig, 'publicUrl' | 'console'>,
  port: number,
): string {
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  // What leads to PORT may not lead to the console's own port, and plain HTTP is refused.
  const isServed = known?.protocol === 'https:' || console.isInsecureAllowed;
  if (known !== undefined && isServed && console.port === undefined)
    return `${known.origin}/console`;
  return `http://localhost:${console.port ?? port}/console`;
}

/** Returns the link that sets the first password. */
export function setupLink(address: string, code: string): string {
  return `${address}/setup?code=${code}`;
}
