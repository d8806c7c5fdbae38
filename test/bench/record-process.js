// Loaded into the measured server by `--import`: answers the benchmark's questions about this process.
import { memoryUsage } from 'node:process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setInterval } from 'node:timers';

const NANOSECONDS_PER_MS = 1e6;
const delay = monitorEventLoopDelay({ resolution: 10 });
let mostRssBytes = 0;
let cpu = process.cpuUsage();
delay.enable();
setInterval(() => {
  mostRssBytes = Math.max(mostRssBytes, memoryUsage.rss());
}, 250).unref();

process.on('message', (asked) => {
  if (asked === 'start recording') {
    delay.reset();
    mostRssBytes = memoryUsage.rss();
    cpu = process.cpuUsage();
  }
  if (asked === 'what was recorded?') {
    const used = process.cpuUsage(cpu);
    process.send?.({
      // The histogram holds the time between two looks, 10 ms of which are no delay.
      delayP50Ms: Math.max(0, delay.percentile(50) / NANOSECONDS_PER_MS - 10),
      delayP99Ms: Math.max(0, delay.percentile(99) / NANOSECONDS_PER_MS - 10),
      delayMostMs: Math.max(0, delay.max / NANOSECONDS_PER_MS - 10),
      mostRssBytes,
      heapUsedBytes: memoryUsage().heapUsed,
      cpuSeconds: (used.user + used.system) / 1e6,
    });
  }
});
process.channel?.unref();
// A benchmark that was killed leaves no server behind.
process.on('disconnect', () => process.exit(0));
