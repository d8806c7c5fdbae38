import { chooseProxy, type ChosenProxy } from '../models/choose-proxy.ts';
import type { EnvReader } from './env-reader.ts';

/** Reads the proxy on the way to an address that the deployer set. */
export function readProxyTo(address: string, { read }: Pick<EnvReader, 'read'>): ChosenProxy {
  return chooseProxy(address, {
    http: read('HTTP_PROXY'),
    https: read('HTTPS_PROXY'),
    all: read('ALL_PROXY'),
    no: read('NO_PROXY'),
  });
}
