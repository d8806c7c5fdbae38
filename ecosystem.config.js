import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

if (!existsSync(join(import.meta.dirname, 'dist/main.js'))) {
  console.error(
    'dist/ is missing: run npm ci, or npm run build. 缺少 dist/，请运行 npm ci 或 npm run build。',
  );
  process.exit(1);
}
const { isInstalled } = createRequire(import.meta.url)('./dist/config/project-folder.js');
const { parseSettings, readSettingSource } = createRequire(import.meta.url)(
  './dist/config/setting-source.js',
);
const { explainFailure } = createRequire(import.meta.url)('./dist/diagnosis/explain-failure.js');

// The process looks for .env, data/ and relative paths in the folder of this file, wherever PM2 is called. The next
// version replaces an installed package, so there it is the folder in which PM2 is called.
const project = import.meta.dirname;
const folder = isInstalled(project) ? process.cwd() : project;

// Read only here, because settings that this file passed to the processes would override later changes in .env.
const settings = readSettings();

/**
 * Reads the settings and reports wrong ones immediately, because PM2 says nothing about a process that cannot start.
 */
function readSettings() {
  const source = readSettingSource({
    environment: process.env,
    workingFolder: folder,
    projectFolder: project,
  });
  try {
    return parseSettings(source).config;
  } catch (error) {
    // PM2 has to stop a running process whatever .env says meanwhile.
    if (process.argv.some((word) => ['stop', 'delete', 'del'].includes(word)))
      return { processes: 1, shutdownSeconds: 15 };
    console.error(explainFailure(error, source.environment));
    process.exit(1);
  }
}

/**
 * The apps for PM2 (`pm2 start ecosystem.config.js`). Settings belong into .env, which is read at each start and
 * reload.
 */
export const apps = [
  {
    name: 'kuaihui',
    script: folder === project ? 'dist/main.js' : join(project, 'dist/main.js'),
    cwd: folder,

    // Only in cluster mode does a reload start the new process before it stops the old one, even with one instance.
    exec_mode: 'cluster',
    // A push leaves garbage within a moment. 32 MB for new objects in place of V8's 16 takes less processor time under
    // full load (docs/benchmarks.md) and no memory when idle. `npm start` sets the same.
    node_args: '--max-semi-space-size=32',
    // KUAIHUI_PROCESSES, in .env or for this command, is a number, or max for one on each core. All processes share
    // DATA_DIR.
    instances: settings.processes,

    // PM2 counts a process as started when it reports that it listens, or after this time.
    wait_ready: true,
    listen_timeout: 30_000,
    // PM2 asks a process to stop with SIGINT and kills it after SHUTDOWN_SECONDS, the last writes (3 s), and a margin.
    kill_timeout: settings.shutdownSeconds * 1000 + 5000,

    // In cluster mode this is a reload, so nothing in flight is lost.
    max_memory_restart: '1G',
    // PM2 retries a server that cannot start (a wrong setting, a port in use) more and more slowly.
    exp_backoff_restart_delay: 500,

    // One file for each stream, whatever the number of the process. Log lines are JSON and carry their own time, so PM2
    // puts none in front of them.
    merge_logs: true,
    time: false,
  },
];
