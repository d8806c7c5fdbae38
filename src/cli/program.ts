import { loadSettings } from '../config/load-settings.ts';
import { completeWords } from './complete-words.ts';
import { createProgram } from './create-program.ts';

// Every file that a command makes is its user's alone, as a server's are.
process.umask(0o077);
const settings = loadSettings();
const program = createProgram(settings, {
  source: settings.source,
  folder: settings.personFolder,
  terminal: { input: process.stdin, output: process.stdout, errorOutput: process.stderr },
  onExitCode: (code) => (process.exitCode = code),
});
await program.parseAsync(completeWords(process.argv.slice(2)), { from: 'user' });
