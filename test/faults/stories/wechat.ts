import { setTimeout as pause } from 'node:timers/promises';
import type { Story } from '../story.ts';

const STOLEN_EVERY_MS = 2000;

export const wechatBusy: Story = {
  name: 'wechat-busy',
  tells: "WeChat's API answers -1 to everything for 10 s",
  stores: ['sqlite', 'redis'],
  ways: ['with customer-service'],
  prepare: () => ({
    async strike({ platform }, lastsMs) {
      platform.faults.apiBusy(Infinity, 'any');
      await pause(lastsMs);
      platform.faults.clear();
    },
  }),
};

export const tokenStolen: Story = {
  name: 'token-stolen',
  tells: 'another server takes new access tokens, every 2 s for 10 s',
  stores: ['sqlite', 'redis'],
  ways: ['with customer-service'],
  prepare: () => ({
    async strike({ platform }, lastsMs) {
      for (let passedMs = 0; passedMs < lastsMs; passedMs += STOLEN_EVERY_MS) {
        platform.faults.stealToken();
        await pause(Math.min(STOLEN_EVERY_MS, lastsMs - passedMs));
      }
    },
  }),
};
