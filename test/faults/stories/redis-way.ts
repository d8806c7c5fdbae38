import { setTimeout as pause } from 'node:timers/promises';
import type { Story } from '../story.ts';
import { openTcpGate } from '../tcp-gate.ts';

const SLOW_MS = 300;

export const redisSlow: Story = {
  name: 'redis-slow',
  tells: 'each answer of Redis takes 0.6 s longer for 10 s',
  stores: ['redis'],
  leavesDoubt: true,
  async prepare({ redis }) {
    const { url } = await redis();
    const gate = await openTcpGate(Number(new URL(url).port));
    return {
      settings: { REDIS_URL: `redis://127.0.0.1:${gate.port}` },
      async strike(_stage, lastsMs) {
        gate.delay(SLOW_MS);
        await pause(lastsMs);
        gate.delay(0);
      },
      remove: () => gate.close(),
    };
  },
};

export const redisCut: Story = {
  name: 'redis-cut',
  tells: 'one of two machines cannot reach Redis for 10 s',
  stores: ['redis'],
  leavesDoubt: true,
  async prepare({ redis }) {
    const { url } = await redis();
    const gate = await openTcpGate(Number(new URL(url).port));
    return {
      processes: [{}, { settings: { REDIS_URL: `redis://127.0.0.1:${gate.port}` } }],
      async strike(_stage, lastsMs) {
        gate.shut();
        await pause(lastsMs);
        gate.open();
      },
      remove: () => gate.close(),
    };
  },
};
