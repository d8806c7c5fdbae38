import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeConsole } from '../../scripts/openapi/describe-console.ts';
import { listConsoleRoutes } from '../../scripts/openapi/list-console-routes.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
}

const file = new URL('../../docs/console-openapi.json', import.meta.url);

describe('docs/console-openapi.json', () => {
  it('is what the routes of the console are (npm run docs:openapi)', async () => {
    const now: unknown = JSON.parse(JSON.stringify(describeConsole(await listConsoleRoutes())));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(now);
  });

  it('leaves four routes open at most, and names each operation once', () => {
    const { openapi, paths } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly openapi: string;
      readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    };
    expect(openapi).toMatch(/^3\.1\./);
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const open = operations.filter(({ security }) => security?.length === 0);
    expect(open.map(({ operationId }) => operationId).sort()).toEqual([
      'get_state',
      'post_login',
      'post_setup',
    ]);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
