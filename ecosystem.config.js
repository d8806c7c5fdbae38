import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

if (!existsSync(join(import.meta.dirname, 'dist/main.js'))) {
  console.error(
    'dist/ is missing: run npm ci, or npm run build. 缺少 dist/，请运行 npm ci 或 npm run build。',
  );
  process.exit(1);
}
const { isInstalled, parseSettings, readSettingSource } = createRequire(import.meta.url)(
  './dist/config/setting-source.js',
);
const { explainFailure } = createRequire(import.meta.url)('./dist/diagnosis/explain-failure.js');

// .env, data/ and relative paths are looked for in the folder of this file, wherever PM2 is called from. What npm has
// installed is replaced by the next version, so there it is the folder in which PM2 is called.
const project = import.meta.dirname;
const folder = isInstalled(project) ? process.cwd() : project;

// Only looked at here: what this file handed to the processes would stand in the way of later changes in .env.
const settings = readSettings();

/** A setting that is wrong is said here immediately: of a process that cannot start, PM2 says nothing. */
function readSettings() {
  const source = readSettingSource({
    environment: process.env,
    workingFolder: folder,
    projectFolder: project,
  });
  try {
    return parseSettings(source).config;
  } catch (error) {
    // What runs has to be stopped whatever .env says meanwhile.
    if (process.argv.some((word) => ['stop', 'delete', 'del'].includes(word)))
      return { processes: 1, shutdownSeconds: 15 };
    console.error(explainFailure(error, source.environment));
    process.exit(1);
  }
}

/** For PM2: `pm2 start ecosystem.config.js`. Settings belong into .env; it is read again at each start and reload. */
export const apps = [
  {
    name: 'kuaihui',
    script: folder === project ? 'dist/main.js' : join(project, 'dist/main.js'),
    cwd: folder,

    // Only in cluster mode does a reload start the new process before it stops the old one, also with one instance.
    exec_mode: 'cluster',
    // What a push leaves behind is garbage within a moment. With 32 MB for such things in place of V8's 16, a push takes a
    // tenth less processor time under full load; that takes some 30 MB more then, and none when idle. `npm start` says the same.
    node_args: '--max-semi-space-size=32',
    // KUAIHUI_PROCESSES, in .env or for this command: a number, or max for one on each core. All of them share DATA_DIR.
    instances: settings.processes,

    // A process counts as started when it says that it listens, or after this time.
    wait_ready: true,
    listen_timeout: 30_000,
    // PM2 asks a process to stop with SIGINT and kills it after this time: SHUTDOWN_SECONDS, the last writes (3 s), and
    // some air.
    kill_timeout: settings.shutdownSeconds * 1000 + 5000,

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
