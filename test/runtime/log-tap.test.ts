import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from '../../src/runtime/create-log.ts';
import { createLogTap, type TappedLine } from '../../src/runtime/log-tap.ts';

/** A log that is tapped, and what its tap saw. */
async function start(level: 'debug' | 'info' | 'warn' = 'info') {
  const tap = createLogTap(() => 1000, 42);
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const log = await createLog(level, output as NodeJS.WriteStream, 'en', tap);
  const lines: TappedLine[] = [];
  return { tap, log, lines, connect: () => tap.connect((line) => lines.push(line)) };
}

it('sees code, account, both sentences and the error’s class and message, and no other field', async () => {
  const { log, lines, connect } = await start();
  connect();
  const err = Object.assign(new TypeError('is no function'), { body: 'what somebody wrote' });
  log
    .child({ account: 'shop' })
    .warn({ code: 'broke', zh: '坏了', err, text: 'a question', body: '{}' }, 'It broke');
  log.info('Only words');
  log.error(err);
  expect(lines).toEqual([
    {
      ...{ level: 'warn', time: 1000, process: 42, msg: 'It broke', zh: '坏了', code: 'broke' },
      ...{ account: 'shop', error: { name: 'TypeError', message: 'is no function' } },
    },
    { level: 'info', time: 1000, process: 42, msg: 'Only words' },
    {
      ...{ level: 'error', time: 1000, process: 42, msg: 'is no function' },
      error: { name: 'TypeError', message: 'is no function' },
    },
  ]);
});

it('sees no line below info, where texts may stand, nor one below LOG_LEVEL', async () => {
  const all = await start('debug');
  all.connect();
  all.log.debug({ text: 'a question' }, 'Replied');
  expect(all.lines).toEqual([]);
  const few = await start('warn');
  few.connect();
  few.log.info('not written');
  few.log.warn('written');
  expect(few.lines.map(({ msg }) => msg)).toEqual(['written']);
});

it('leaves the key of a link out', async () => {
  const { log, lines, connect } = await start();
  connect();
  log.info(
    { zh: '打开 http://h/simulator/?key=abc-DEF' },
    'Open http://h/setup?code=U4d09B_x-9 now',
  );
  expect(lines[0]).toMatchObject({
    ...{ msg: 'Open http://h/setup?code=… now', zh: '打开 http://h/simulator/?key=…' },
  });
});

it('shortens a line to 500 characters, and hands on what came before there was a store', async () => {
  const { log, lines, connect } = await start();
  log.info('早'.repeat(600));
  const disconnect = connect();
  expect(lines[0]?.msg).toHaveLength(500);
  disconnect();
  log.info('later');
  expect(lines).toHaveLength(1);
});
