// Writes docs/console-openapi.json from the routes of the console: npm run docs:openapi
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describeConsole } from './openapi/describe-console.ts';
import { listConsoleRoutes } from './openapi/list-console-routes.ts';

const file = new URL('../docs/console-openapi.json', import.meta.url);
const document = JSON.stringify(describeConsole(await listConsoleRoutes()));
const style = await resolveConfig(file);
writeFileSync(file, await format(document, { ...style, parser: 'json' }));
process.exit(0);
