import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFixedDirectory } from '../accounts/account-directory.ts';
import type { Account } from '../accounts/account.ts';
import type { Emitter } from '../events/event-bus.ts';
import { createApp } from '../http/app.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** An account that only this machine can push to. */
export interface LocalService {
  readonly webhookUrl: string;
  close(): void;
}

/** Serves the account at a free port of 127.0.0.1. */
export async function serveLocally(
  account: Account,
  deps: Pick<Runtime, 'clock' | 'log'> & { readonly events: Emitter },
): Promise<LocalService> {
  const accounts = createFixedDirectory(account);
  const readiness = () => Promise.resolve([]);
  const server = createServer(createApp({ accounts, readiness, ...deps }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Not shared with the other processes of PM2's cluster mode, each of which has its own.
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
  });
  return {
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
