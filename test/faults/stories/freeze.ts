import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from '../../bench/server-process.ts';
import type { Story } from '../story.ts';

export const freeze: Story = {
  name: 'freeze',
  tells: 'the only process stands still (SIGSTOP) for 10 s, and wakes up late for everything',
  stores: ['sqlite', 'redis'],
  leavesDoubt: true,
  prepare: () => ({
    processes: [{}],
    strike: (stage, lastsMs) => standStill(stage.server(), lastsMs),
  }),
};

export const freezeOneOfTwo: Story = {
  name: 'freeze-one-of-two',
  tells:
    'one process of two stands still for 10 s; the other one takes over, and then the first wakes up',
  stores: ['sqlite', 'redis'],
  leavesDoubt: true,
  prepare: ({ random }) => {
    const victim = random() < 0.5 ? 0 : 1;
    return {
      processes: [{}, {}],
      strike: (stage, lastsMs) => standStill(stage.server(victim), lastsMs),
    };
  },
};

async function standStill(server: ServerProcess, lastsMs: number): Promise<void> {
  server.pause();
  await pause(lastsMs);
  server.resume();
}
