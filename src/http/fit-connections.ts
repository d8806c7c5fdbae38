import { readFileSync } from 'node:fs';
import { CONNECTIONS_BY_DEFAULT } from '../config/config.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** Files for the log, the store, listening sockets, documents and Node itself. */
const OTHER_FILES = 200;
/**
 * The number below which an account with some ten thousand followers runs short when all of them write concurrently.
 */
const FEW = 4000;

export interface ConnectionPlan {
  /** How many connections the server takes. */
  readonly most: number;
  /** For the log; absent when all that was wanted fits. */
  readonly note?: Sentence;
  /** `warn` if many concurrent followers could be turned away; `debug` if only the default does not fit. */
  readonly level: 'warn' | 'info' | 'debug';
}

/**
 * Chooses how many connections fit into the files that the process may open. Each answer needs a connection to the
 * model.
 * Without room to spare the system refuses WeChat's connections, and no log line says so.
 */
export function fitConnections({
  wanted,
  answersAtOnce,
  ofConsole,
  openFiles,
}: {
  readonly wanted: number;
  readonly answersAtOnce: number;
  /** Connections that are counted apart. */
  readonly ofConsole: number;
  /** Infinity if there is no limit, or none is known. */
  readonly openFiles: number;
}): ConnectionPlan {
  // At least half of the files are for followers.
  const others = Math.min(OTHER_FILES + answersAtOnce + ofConsole, Math.floor(openFiles / 2));
  const room = Math.max(1, openFiles - others);
  if (wanted <= room) return { most: wanted, level: 'debug' };
  const needed = wanted + OTHER_FILES + answersAtOnce + ofConsole;
  return {
    most: room,
    level: room < FEW ? 'warn' : wanted === CONNECTIONS_BY_DEFAULT ? 'debug' : 'info',
    note: {
      en: `This process may open ${openFiles} files, too few for MAX_CONNECTIONS=${wanted}: it takes ${room} connections. For more, raise the limit to ${needed}: with systemd LimitNOFILE=${needed}; with PM2 or by hand, type ulimit -n ${needed} in the shell before pm2 kill and pm2 start (for good: nofile in /etc/security/limits.conf). Or set MAX_CONNECTIONS=${room}.`,
      zh: `这个进程最多能打开 ${openFiles} 个文件，不够 MAX_CONNECTIONS=${wanted}：只接受 ${room} 个连接。想要更多，请把上限提到 ${needed}：systemd 用 LimitNOFILE=${needed}；PM2 或手动启动时，先在终端里运行 ulimit -n ${needed}，再 pm2 kill、pm2 start（长期有效：改 /etc/security/limits.conf 的 nofile）。或者设 MAX_CONNECTIONS=${room}。`,
    },
  };
}

/** Returns how many files this process may open. Node has raised the soft limit to the hard one by then. */
export function readOpenFileLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return toLimit(/^Max open files\s+(\S+)/m.exec(limits)?.[1]);
  } catch {
    // Only Linux has that file. Elsewhere a report of Node tells the limit, which takes longer.
    return readFromReport();
  }
}

function readFromReport(): number {
  try {
    const report = process.report.getReport() as unknown as {
      userLimits?: { open_files?: { soft?: number | string } };
    };
    return toLimit(report.userLimits?.open_files?.soft);
  } catch {
    return Infinity;
  }
}

/** Returns Infinity for 'unlimited' and for an unknown number. */
function toLimit(value: number | string | undefined): number {
  const limit = Number(value);
  return Number.isInteger(limit) && limit > 0 ? limit : Infinity;
}
