import { loadSettings } from './config/load-settings.ts';
import { runServer } from './run-server.ts';

const given = { ...process.env };
await runServer(given, loadSettings());
