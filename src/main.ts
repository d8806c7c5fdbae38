import { config as loadDotenv } from 'dotenv';
import { start } from './start.ts';

loadDotenv({ quiet: true });
await start(process.env);
