import { config as loadDotenv } from 'dotenv';
import { runServer } from './run-server.ts';

const given = { ...process.env };
loadDotenv({ quiet: true });
await runServer(given, process.env);
