import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mountSmallDisk, whyNoSmallDisk } from '../small-disk.ts';
import type { Story } from '../story.ts';

export const diskFull: Story = {
  name: 'disk-full',
  tells: 'the disk of the database has no byte left for 10 s',
  stores: ['sqlite', 'redis'],
  leavesDoubt: true,
  obstacle: whyNoSmallDisk,
  async prepare({ store, redis }) {
    const disk = mountSmallDisk();
    if (store === 'redis') await redis({ options: ['--dir', disk.folder] });
    return {
      settings: store === 'sqlite' ? { DATA_DIR: join(disk.folder, 'data') } : {},
      async strike(_stage, lastsMs) {
        disk.fill();
        await pause(lastsMs);
        disk.free();
      },
      remove: () => Promise.resolve(disk.remove()),
    };
  },
};
