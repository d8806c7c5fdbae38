import { readFileSync } from 'node:fs';
import { CONNECTIONS_BY_DEFAULT } from '../config/config.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** For the log, the store, listening sockets, documents and what Node itself keeps open. */
const OTHER_FILES = 200;
/** Fewer than an account with some ten thousand followers needs when all of them write at a time. */
const FEW = 4000;

export interface ConnectionPlan {
  /** How many connections the server takes. */
  readonly most: number;
  /** For the log; absent when all that was wanted fits. */
  readonly note?: Sentence;
  /** A warning where many followers at a time could be turned away; for developers where the default alone does not fit. */
  readonly level: 'warn' | 'info' | 'debug';
}

/**
 * Chooses how many connections fit into the files that the process may open. Each answer that is written needs one of
 * its own, to the model. Without room to spare the system refuses WeChat's connections, and no line of a log says so.
 */
export function fitConnections({
  wanted,
  answersAtOnce,
  openFiles,
}: {
  readonly wanted: number;
  readonly answersAtOnce: number;
  /** Infinity where there is no limit, or none is known. */
  readonly openFiles: number;
}): ConnectionPlan {
  // At least half of them are for followers.
  const others = Math.min(OTHER_FILES + answersAtOnce, Math.floor(openFiles / 2));
  const room = Math.max(1, openFiles - others);
  if (wanted <= room) return { most: wanted, level: 'debug' };
  const needed = wanted + OTHER_FILES + answersAtOnce;
  return {
    most: room,
    level: room < FEW ? 'warn' : wanted === CONNECTIONS_BY_DEFAULT ? 'debug' : 'info',
    note: {
      en: `This process may open ${openFiles} files, too few for MAX_CONNECTIONS=${wanted}: it takes ${room} connections. For more, raise the limit to ${needed}: with systemd LimitNOFILE=${needed}; with PM2 or by hand, type ulimit -n ${needed} in the shell before pm2 kill and pm2 start (for good: nofile in /etc/security/limits.conf). Or set MAX_CONNECTIONS=${room}.`,
      zh: `这个进程最多能打开 ${openFiles} 个文件，不够 MAX_CONNECTIONS=${wanted}：只接受 ${room} 个连接。想要更多，请把上限提到 ${needed}：systemd 用 LimitNOFILE=${needed}；PM2 或手动启动时，先在终端里运行 ulimit -n ${needed}，再 pm2 kill、pm2 start（长期有效：改 /etc/security/limits.conf 的 nofile）。或者设 MAX_CONNECTIONS=${room}。`,
    },
  };
}

/** How many files this process may open; Node has raised the soft limit to the hard one by then. */
export function readOpenFileLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return toLimit(/^Max open files\s+(\S+)/m.exec(limits)?.[1]);
  } catch {
    // Only Linux has that file. Elsewhere a report of Node's tells, which takes longer.
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

/** Returns Infinity for 'unlimited', and where the number is not known. */
function toLimit(value: number | string | undefined): number {
  const limit = Number(value);
  return Number.isInteger(limit) && limit > 0 ? limit : Infinity;
}
