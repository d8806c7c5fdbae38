import type { Story } from '../story.ts';

export const twoMachines: Story = {
  name: 'two-machines',
  tells: 'nothing fails: attempts of one message come to either of two machines',
  stores: ['redis'],
  prepare: () => ({ strike: () => Promise.resolve() }),
};
