import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

// Only looked at here: what this file handed to the processes would stand in the way of later changes in .env.
const file = join(import.meta.dirname, '.env');
const dotenv = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
const setting = (name) => process.env[name] || dotenv[name];

const processes = setting('KUAIHUI_PROCESSES') || '1';
const shutdownSeconds = Number(setting('SHUTDOWN_SECONDS') || 15);

/** For PM2: `pm2 start ecosystem.config.js`. Settings belong into .env; it is read again at each start and reload. */
export const apps = [
  {
    name: 'kuaihui',
    script: 'dist/main.js',
    // The folder of this file, wherever PM2 is called from: .env, data/ and handbook/ are looked for here.
    cwd: import.meta.dirname,

    // Only in cluster mode does a reload start the new process before it stops the old one, also with one instance.
    exec_mode: 'cluster',
    // What a push leaves behind is garbage within a moment. With 32 MB for such things in place of V8's 16, a push takes a
    // tenth less processor time under full load; that takes some 30 MB more then, and none when idle. `npm start` says the same.
    node_args: '--max-semi-space-size=32',
    // KUAIHUI_PROCESSES, in .env or for this command: a number, or max for one on each core. All of them share DATA_DIR.
    instances: processes === 'max' ? cpus().length : Number(processes),

    // A process counts as started when it says that it listens, or after this time.
    wait_ready: true,
    listen_timeout: 30_000,
    // PM2 asks a process to stop with SIGINT and kills it after this time: SHUTDOWN_SECONDS, the last writes (3 s), and
    // some air.
    kill_timeout: shutdownSeconds * 1000 + 5000,

    // In cluster mode this is a reload, so nothing in flight is lost.
    max_memory_restart: '1G',
    // A server that cannot start (a wrong setting, a port in use) is tried again, more and more slowly.
    exp_backoff_restart_delay: 500,

    // One file for each stream, whatever the process is numbered. Log lines are JSON and carry their own time, so PM2
    // puts none in front of them.
    merge_logs: true,
    time: false,
  },
];
