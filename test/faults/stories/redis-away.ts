import { setTimeout as pause } from 'node:timers/promises';
import type { Story } from '../story.ts';

export const redisFrozen: Story = {
  name: 'redis-frozen',
  tells: 'Redis stands still (SIGSTOP) for 10 s',
  stores: ['redis'],
  leavesDoubt: true,
  async prepare({ redis }) {
    const server = await redis();
    return {
      async strike(_stage, lastsMs) {
        server.pause();
        await pause(lastsMs);
        server.resume();
      },
    };
  },
};

export const redisStopped: Story = {
  name: 'redis-stopped',
  tells: 'Redis is stopped, and started with its data (AOF) 10 s later',
  stores: ['redis'],
  leavesDoubt: true,
  async prepare({ redis }) {
    const server = await redis();
    return {
      async strike(_stage, lastsMs) {
        await server.stop('gently');
        await pause(lastsMs);
        await server.start();
      },
    };
  },
};

export const redisRestarted: Story = {
  name: 'redis-restarted',
  tells: 'Redis is killed (SIGKILL), and started with its data (AOF) at once',
  stores: ['redis'],
  leavesDoubt: true,
  async prepare({ redis }) {
    const server = await redis();
    return {
      async strike() {
        await server.stop('at once');
        await server.start();
      },
    };
  },
};

export const redisEmpty: Story = {
  name: 'redis-empty',
  tells: 'Redis is killed, and started without its data at once',
  stores: ['redis'],
  leavesDoubt: true,
  empties: true,
  async prepare({ redis }) {
    const server = await redis();
    return {
      async strike() {
        await server.stop('at once');
        server.empty();
        await server.start();
      },
    };
  },
};
