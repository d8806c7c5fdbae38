import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { explainFailure } from '../../src/diagnosis/explain-failure.ts';
import { StoreUnavailableError } from '../../src/runtime/store-unavailable-error.ts';
import { thisMachine } from '../../src/runtime/this-machine.ts';

const failure = (facts: Partial<NodeJS.ErrnoException>) =>
  Object.assign(new Error('it failed'), facts);

const machine = {
  addresses: () => ['127.0.0.1', '10.0.0.5'],
  whoListens: (port: number) => (port === 3000 ? 'node dist/main.js, pid 42' : undefined),
};

describe('why a start failed', () => {
  it.each<[string, Partial<NodeJS.ErrnoException>, Record<string, string>, RegExp, RegExp]>([
    [
      'the program that has the port',
      { code: 'EADDRINUSE', syscall: 'listen' },
      {},
      /^Port 3000 is in use by node dist\/main\.js, pid 42\. Stop/,
      /^端口 3000 已被占用（node dist\/main\.js, pid 42）/,
    ],
    [
      'a port in use when it cannot be told by whom',
      { code: 'EADDRINUSE', syscall: 'listen' },
      { PORT: '80' },
      /^Port 80 is in use\. Stop/,
      /^端口 80 已被占用。/,
    ],
    [
      'the addresses that there are',
      { code: 'EADDRNOTAVAIL', syscall: 'listen' },
      { HOST: '8.8.8.8' },
      /^HOST=8\.8\.8\.8 is no address of this machine.*0\.0\.0\.0.*127\.0\.0\.1, 10\.0\.0\.5/,
      /^HOST=8\.8\.8\.8 不是本机的地址.*10\.0\.0\.5/,
    ],
    [
      'a HOST that the shell set',
      { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      { HOST: 'x86_64-conda-linux-gnu' },
      /^HOST=x86_64-conda-linux-gnu is no address.*shell did.*env -u HOST/,
      /shell 设的/,
    ],
    [
      'a data folder that is a file',
      { code: 'EEXIST', syscall: 'mkdir', path: '/srv/data' },
      {},
      /^DATA_DIR has to be a folder, and \/srv\/data is a file/,
      /\/srv\/data 是文件/,
    ],
    [
      'a data folder below a file',
      { code: 'ENOTDIR', syscall: 'mkdir', path: '/srv/f/data' },
      {},
      /\/srv\/f\/data is a file, or lies below one/,
      /在一个文件的下面/,
    ],
    [
      'a data folder that is a link to nowhere',
      { code: 'ENOENT', syscall: 'mkdir', path: '/srv/link' },
      {},
      /^\/srv\/link cannot be made/,
      /^建不了/,
    ],
    [
      'a disk that can only be read',
      { code: 'EROFS', syscall: 'mkdir', path: '/srv/data' },
      {},
      /can only be read/,
      /只读/,
    ],
    ['a full disk', { code: 'ENOSPC', syscall: 'write' }, {}, /disk is full/, /磁盘满了/],
    ['a full disk as SQLite tells it', { code: 'SQLITE_FULL' }, {}, /disk is full/, /磁盘满了/],
    ['too many files', { code: 'EMFILE' }, {}, /ulimit -n/, /ulimit -n/],
    [
      'packages of another system',
      {
        code: 'MODULE_NOT_FOUND',
        message: "Cannot find module '@libsql/linux-x64-gnu'\nRequire stack:\n- /srv/x.js",
      },
      {},
      /@libsql\/linux-x64-gnu is missing.*npm ci on this machine/,
      /在这台机器上重新运行 npm ci/,
    ],
  ])('names %s, in both languages', (_what, facts, environment, en, zh) => {
    expect(explainFailure(failure(facts), environment, machine)).toMatch(en);
    const inChinese = { ...environment, LANG: 'zh_CN.UTF-8' };
    expect(explainFailure(failure(facts), inChinese, machine)).toMatch(zh);
  });

  it('looks at the cause of an error that is told in general', () => {
    const cause = failure({ code: 'ENOTDIR', syscall: 'mkdir', path: '/srv/f/data' });
    const error = new StoreUnavailableError('Cannot open the database', { cause });
    expect(explainFailure(error, {}, machine)).toMatch(/^DATA_DIR has to be a folder/);
  });

  it('tells settings that are wrong in the language of the deployer', () => {
    const error = new ConfigError([{ en: 'PORT is wrong.', zh: 'PORT 不对。' }]);
    expect(explainFailure(error, {})).toContain('PORT is wrong.');
    expect(explainFailure(error, { FOLLOWER_LANGUAGE: 'zh' })).toMatch(
      /有些设置不能用[^]*PORT 不对。/,
    );
  });

  it('finds the program that listens on a port of this machine', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const by = thisMachine.whoListens(port);
    // Only Linux tells.
    if (process.platform === 'linux') expect(by).toContain(`pid ${process.pid}`);
    expect(thisMachine.addresses()).toContain('127.0.0.1');
  });

  it('names a port that may not be opened', () => {
    const error = failure({ code: 'EACCES', syscall: 'listen' });
    expect(explainFailure(error, { PORT: '80' })).toMatch(/^Port 80 may not be opened/);
  });

  it('names a folder that may not be written, and no port', () => {
    const error = failure({ code: 'EACCES', syscall: 'mkdir', path: './data' });
    expect(explainFailure(error, {})).toMatch(/^\.\/data may not be written .*DATA_DIR/);
  });

  it('shows the stack of an unforeseen failure, and survives what is no error', () => {
    expect(explainFailure(failure({}), {})).toContain('explain-failure.test.ts');
    expect(explainFailure('odd', {})).toBe('odd');
    expect(explainFailure(undefined, {})).toBe('undefined');
  });
});

it('names the command where PM2 holds the port', () => {
  const failure = Object.assign(new Error('x'), { code: 'EADDRINUSE', syscall: 'listen' });
  const machine = {
    whoListens: () => 'PM2 v7.0.4: God Daemon (/root/.pm2), pid 42',
    addresses: () => [],
  };
  expect(explainFailure(failure, { LANG: 'en_US.UTF-8' }, machine)).toContain('pm2 stop kuaihui');
  expect(explainFailure(failure, { LANG: 'zh_CN.UTF-8' }, machine)).toContain('pm2 stop kuaihui');
});
