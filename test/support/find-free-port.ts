import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux gives to outgoing connections: one of these would take the port before its server does. */
const PORTS = { least: 20_000, below: 32_000 };

/** A port of 127.0.0.1 on which nobody listens, for a server that is about to start, and may go and come back. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.least, PORTS.below);
    const probe = createServer();
    try {
      await once(probe.listen(port, '127.0.0.1'), 'listening');
      await new Promise((resolve) => probe.close(resolve));
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}
