import type { Command } from 'commander';
import { adviceLanguage } from '../config/advice-language.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import { check } from './check.ts';
import { init } from './init.ts';
import { listKeys } from './keys.ts';
import { orComplain } from './or-complain.ts';
import { refuseOtherUser } from './refuse-other-user.ts';
import { runServer } from './run-server.ts';
import type { StartFlags } from './start.ts';

/** Adds `kuaihui start`, `init`, `check` and `keys`. */
export function registerServerCommands(program: Command, settings: LoadedSettings): void {
  const { source } = settings;
  const { environment } = source;
  program
    .command('start')
    .description(
      'run the server, as without a command; data is in ./data, settings come from the console, .env and the environment, metrics for Prometheus are at /metrics',
    )
    .option('--open', 'open the console in the browser of this machine')
    .action((flags: StartFlags) => runServer(settings, flags));

  program
    .command('init')
    .description(
      'write .env.example with every setting into this folder, and .env from it if there is none',
    )
    .action(() =>
      orComplain(source, () => {
        const language = adviceLanguage(environment);
        for (const said of init(settings.personFolder)) console.log(said[language]);
      }),
    );

  program
    .command('check')
    .description(
      'say what is wrong with the settings, without a start: before a reload, for example',
    )
    .option(
      '--online',
      'also ask the model (a few tokens), the search service (one search) and WeChat: key, address, model, credit, AppSecret, IP whitelist',
    )
    .action(async ({ online = false }: { online?: boolean }) => {
      process.exitCode = await check({
        source,
        isOnline: online,
        output: process.stdout,
        errorOutput: process.stderr,
      });
    });

  program
    .command('keys')
    .description('print the addresses of the simulator and of the metrics with their keys')
    .action(() =>
      orComplain(source, () => {
        refuseOtherUser(environment['DATA_DIR'] || './data', 'keys');
        console.log(listKeys(environment).join('\n'));
      }),
    );
}
