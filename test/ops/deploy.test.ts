import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config/schema.ts';

interface Service {
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly build?: { readonly args: readonly string[] };
  readonly stop_grace_period?: string;
  readonly volumes: readonly string[];
}

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
const { services } = parse(read('compose.yaml')) as { services: Record<string, Service> };
const dockerfile = read('Dockerfile');
const unit = read('deploy/kuaihui.service');
const byDefault = (name: string) => SETTINGS.find((setting) => setting.name === name)?.byDefault;
/** The last writes and a margin, as PM2's `kill_timeout` has them. */
const MORE_SECONDS = 5;

describe('compose.yaml', () => {
  it('starts Kuaihui alone, and the others by a profile of each', () => {
    const profiles = Object.entries(services).map(([name, service]) => [name, service.profiles]);
    expect(profiles).toEqual([
      ['kuaihui', undefined],
      ['redis', ['redis']],
      ['caddy', ['https']],
    ]);
  });

  it.each(Object.keys(services))('gives %s no rights and a read-only root', (name) => {
    expect(services[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('opens the port of the image to the machine alone', () => {
    const port = byDefault('PORT');
    expect(dockerfile).toMatch(new RegExp(`^EXPOSE ${port}$`, 'm'));
    expect(services['kuaihui']?.environment).toMatchObject({ PORT: port, DATA_DIR: '/data' });
    expect(services['kuaihui']?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(services['caddy']?.environment).toMatchObject({ KUAIHUI: `kuaihui:${port}` });
  });

  it('hands on the build arguments that the Dockerfile has', () => {
    const known = [...dockerfile.matchAll(/^ARG (\w+)/gm)].map(([, name]) => name);
    const args = services['kuaihui']?.build?.args ?? [];
    expect(args).not.toEqual([]);
    expect(known).toEqual(expect.arrayContaining([...args]));
  });
});

it('an image and a unit start what npm starts', () => {
  const command = JSON.stringify(scripts.start.split(' ')).replaceAll(',', ', ');
  expect(dockerfile).toContain(`\nCMD ${command}\n`);
  expect(unit).toContain(`\nExecStart=/usr/bin/${scripts.start}\n`);
});

it('a container and a unit have the time to finish what is in flight', () => {
  const needed = Number(byDefault('SHUTDOWN_SECONDS')) + MORE_SECONDS;
  expect(services['kuaihui']?.stop_grace_period).toBe(`${needed}s`);
  expect(unit).toContain(`\nTimeoutStopSec=${needed}\n`);
});

it('every proxy passes on the same paths to the same place', () => {
  const nginx = read('deploy/nginx.conf');
  const caddy = read('deploy/Caddyfile');
  const paths = [...nginx.matchAll(/^ {4}location ~ (\S+) \{$/gm)].map(([, path]) => path);
  expect(paths).toHaveLength(2);
  expect([...caddy.matchAll(/path_regexp (\S+)$/gm)].map(([, path]) => path)).toEqual(paths);
  const upstreams = [...nginx.matchAll(/proxy_pass http:\/\/([^;]+);/g)].map(([, to]) => to);
  expect([...caddy.matchAll(/\{\$KUAIHUI:([^}]+)\}/g)].map(([, to]) => to)).toEqual(upstreams);
  expect(new Set(upstreams)).toEqual(new Set([`127.0.0.1:${byDefault('PORT')}`]));
});
