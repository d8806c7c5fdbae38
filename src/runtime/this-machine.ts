import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** Facts about the machine that a message about a failed start may tell. */
export interface Machine {
  /** Returns its addresses in every network. */
  addresses(): readonly string[];
  /** Returns the program that listens on a port, as far as this user may see it. */
  whoListens(port: number): string | undefined;
}

export const thisMachine: Machine = {
  addresses: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, family }) => family === 'IPv4' || !address.startsWith('fe80'))
      .map(({ address }) => address),

  /** Linux lists the sockets of all programs, and the open files of those of the same user. */
  whoListens(port) {
    try {
      const sockets = listeningSockets(port);
      if (sockets.size === 0) return undefined;
      const pid = readdirSync('/proc').find(
        (entry) => /^\d+$/.test(entry) && holdsOneOf(entry, sockets),
      );
      if (pid === undefined) return undefined;
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
      return `${words.slice(0, 3).join(' ').slice(0, 80)}, pid ${pid}`;
    } catch {
      return undefined;
    }
  },
};

/**
 * Returns the listening sockets of a port: local address, state and inode.
 * https://docs.kernel.org/networking/proc_net_tcp.html
 */
function listeningSockets(port: number): Set<string> {
  const LISTEN = '0A';
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((cells) => cells[1]?.endsWith(`:${wanted}`) && cells[3] === LISTEN)
      .flatMap((cells) => cells[9] ?? []),
  );
  return new Set(inodes.map((inode) => `socket:[${inode}]`));
}

function holdsOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((file) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${file}`));
      } catch {
        return false; // The file was closed meanwhile.
      }
    });
  } catch {
    return false; // The program is another user's, or has ended.
  }
}
