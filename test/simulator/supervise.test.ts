import { expect, it } from 'vitest';
import { findKill, needsSupervisor } from '../../src/simulator/supervise.ts';

const alone = {};
const withParent = { send: () => true };

it.each([
  ['with nothing set', {}, alone, true],
  ['with an empty token', { WECHAT_TOKEN: ' ' }, alone, true],
  ['with the simulator on and no account', { SIMULATOR: 'on' }, alone, true],
  ['with a real account', { WECHAT_TOKEN: 'a-token' }, alone, false],
  ['with a real account and the simulator', { WECHAT_TOKEN: 't', SIMULATOR: 'on' }, alone, false],
  ['without the simulator', { SIMULATOR: 'off' }, alone, false],
  ['under PM2', { pm_id: '0' }, alone, false],
  ['as a child that talks to its parent', {}, withParent, false],
  ['as the child of a supervisor', { KUAIHUI_SUPERVISED: '1' }, withParent, false],
])('supervises a server %s: %o', (_, settings, self, expected) => {
  expect(needsSupervisor(settings, self)).toBe(expected);
});

it('kills itself under PM2, asks the supervisor where there is one, and else cannot', () => {
  const done: string[] = [];
  const self = {
    pid: 7,
    kill: (pid: number, signal?: string | number) => done.push(`${pid} ${signal}`) > 0,
    send: (message: unknown) => done.push(String(message)) > 0,
    once: () => process,
  } as unknown as Parameters<typeof findKill>[1];
  findKill({ pm_id: '3' }, self)?.();
  findKill({ KUAIHUI_SUPERVISED: '1' }, self)?.();
  expect(done).toEqual(['7 SIGKILL', 'kill me and start me again']);
  expect(findKill({}, self)).toBeUndefined();
});
