import { loadSettings } from './config/load-settings.ts';
import { start } from './start.ts';

await start(loadSettings());
