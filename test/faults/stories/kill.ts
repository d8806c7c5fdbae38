import { setTimeout as pause } from 'node:timers/promises';
import type { Story } from '../story.ts';

/** PM2 takes this long, where it has a process to restart that dies again and again. */
const RESTARTED_AFTER_MS = 5000;

export const kill: Story = {
  name: 'kill',
  tells: 'SIGKILL of the only process; it is started again at once',
  stores: ['sqlite', 'redis'],
  leavesDoubt: true,
  prepare: () => ({
    processes: [{}],
    strike: (stage) => stage.server().kill(),
    repair: (stage) => stage.restart(),
  }),
};

export const killOneOfTwo: Story = {
  name: 'kill-one-of-two',
  tells: 'SIGKILL of one process of two, which receives and writes; it is started again after 5 s',
  stores: ['sqlite', 'redis'],
  leavesDoubt: true,
  prepare({ random }) {
    const victim = random() < 0.5 ? 0 : 1;
    return {
      processes: [{}, {}],
      strike: (stage) => stage.server(victim).kill(),
      async repair(stage) {
        await pause(RESTARTED_AFTER_MS);
        await stage.restart(victim);
      },
    };
  },
};
