import { describe, expect, it } from 'vitest';
import { parseMcpConfig } from '../../../src/tools/mcp/parse-mcp-config.ts';

const parse = (servers: unknown, variables: Record<string, string> = {}) =>
  parseMcpConfig(JSON.stringify({ mcpServers: servers }), variables);

describe('what programs with MCP servers share', () => {
  it('names a program with its arguments and its environment', () => {
    const { servers, problems } = parse({
      time: { command: 'uvx', args: ['mcp-server-time'], env: { TZ: 'Asia/Shanghai' } },
    });
    expect(problems).toEqual([]);
    expect(servers).toEqual([
      {
        name: 'time',
        place: {
          kind: 'stdio',
          command: 'uvx',
          args: ['mcp-server-time'],
          env: { TZ: 'Asia/Shanghai' },
          cwd: undefined,
        },
        allowTools: [],
        isOff: false,
        timeoutMs: 15_000,
      },
    ]);
  });

  it.each(['http', 'streamable-http', 'streamableHttp', undefined])(
    'names an address, with the type %s',
    (type) => {
      const { servers } = parse({
        shop: { type, url: 'https://mcp.example/mcp', headers: { Authorization: 'Bearer 1' } },
      });
      expect(servers[0]?.place).toEqual({
        kind: 'http',
        url: 'https://mcp.example/mcp',
        headers: { Authorization: 'Bearer 1' },
      });
    },
  );

  it('limits a server, and may switch it off', () => {
    const { servers } = parse({
      shop: { command: 'x', allowTools: ['order'], disabled: true, timeoutSeconds: 30 },
    });
    expect(servers[0]).toMatchObject({ allowTools: ['order'], isOff: true, timeoutMs: 30_000 });
  });

  it('leaves alone what other programs write into it', () => {
    const { servers, problems } = parse({ a: { command: 'x', autoApprove: ['y'], icon: 7 } });
    expect(servers).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('may begin with a byte order mark', () => {
    expect(parseMcpConfig('\uFEFF{"mcpServers":{}}', {}).problems).toEqual([]);
  });
});

describe('a variable of the environment', () => {
  it('stands where a secret or an address may stand', () => {
    const { servers } = parse(
      {
        map: {
          url: 'https://map.example/mcp?key=${MAP_KEY}',
          headers: { 'x-key': 'a ${MAP_KEY}' },
        },
        shop: {
          command: 'x',
          args: ['--key=${MAP_KEY}'],
          env: { KEY: '${MAP_KEY}', B: '$MAP_KEY' },
        },
      },
      { MAP_KEY: 'k1' },
    );
    expect(servers.map(({ place }) => place)).toEqual([
      { kind: 'http', url: 'https://map.example/mcp?key=k1', headers: { 'x-key': 'a k1' } },
      {
        kind: 'stdio',
        command: 'x',
        args: ['--key=k1'],
        env: { KEY: 'k1', B: '$MAP_KEY' },
        cwd: undefined,
      },
    ]);
  });

  it('is asked for when it is not set, unless the server is switched off', () => {
    const { servers, problems } = parse({
      on: { command: 'x', env: { KEY: '${NOT_SET}' } },
      off: { command: 'x', env: { KEY: '${NOT_SET}' }, disabled: true },
    });
    expect(problems.map(({ en }) => en)).toEqual([
      'MCP server on wants ${NOT_SET}, which is not set. Set NOT_SET in .env.',
    ]);
    expect(servers.map(({ name }) => name)).toEqual(['off']);
  });
});

describe('a mistake is named with its server', () => {
  const OK = { command: 'x' };
  it.each<[title: string, servers: unknown, says: string]>([
    ['capitals in a name', { GitHub: OK }, 'GitHub: name it with lower-case'],
    ['a name of 33 letters', { ['a'.repeat(33)]: OK }, 'at most 32'],
    ['a line at its beginning', { _a: OK }, '_a: name it'],
    ['a list', { a: [] }, 'an object with command or url'],
    ['a text', { a: 'npx' }, 'an object with command or url'],
    ['neither command nor url', { a: { args: [] } }, 'either a command, or a url'],
    ['both', { a: { command: 'x', url: 'https://a.example' } }, 'either a command, or a url'],
    ['an empty command', { a: { command: '' } }, 'command has to be the name'],
    ['arguments in one text', { a: { command: 'x', args: '-y' } }, 'args has to be a list'],
    ['a number in env', { a: { command: 'x', env: { A: 1 } } }, 'env has to be an object'],
    ['NUL in an argument', { a: { command: 'x', args: ['\0'] } }, 'args has to be'],
    ['a file as address', { a: { url: 'file:///etc/passwd' } }, 'url has to be an address'],
    [
      'a password in it',
      { a: { url: 'https://a:b@c.example/' } },
      'without user name and password',
    ],
    ['a break in a header', { a: { url: 'https://a.example', headers: { A: 'b\nc' } } }, 'headers'],
    ['the older transport', { a: { type: 'sse', url: 'https://a.example/sse' } }, 'HTTP+SSE'],
    ['a type of the other kind', { a: { type: 'http', command: 'x' } }, 'does not go with command'],
    ['an unknown type', { a: { type: 'ws', url: 'wss://a.example' } }, 'type has to be stdio or'],
    ['no end', { a: { command: 'x', timeoutSeconds: 0 } }, 'timeoutSeconds has to be a number'],
    ['a word for off', { a: { command: 'x', disabled: 'yes' } }, 'disabled has to be true'],
    ['one tool', { a: { command: 'x', allowTools: 'y' } }, 'allowTools has to be a list'],
  ])('%s', (_title, servers, says) => {
    const { servers: read, problems } = parse({
      good: OK,
      ...(servers as object),
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.en).toContain(says);
    expect(problems[0]?.zh).toMatch(/^MCP 服务器/);
    expect(read.map(({ name }) => name)).toEqual(['good']);
  });

  it.each([
    ['{"mcpServers": {', 'no JSON'],
    ['{}', 'no object mcpServers'],
    ['[]', 'no object mcpServers'],
    ['{"mcpServers": []}', 'no object mcpServers'],
  ])('%s', (text, says) => {
    expect(parseMcpConfig(text, {}).problems[0]?.en).toContain(says);
  });

  it('more servers than are kept connected', () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`s${at}`, OK]));
    const { servers, problems } = parse(many);
    expect(servers).toHaveLength(20);
    expect(problems[0]?.en).toContain('more than 20');
  });
});
