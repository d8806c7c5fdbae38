import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to another port of this machine that can be made slow, or closed. */
export interface TcpGate {
  readonly port: number;
  /** Every byte comes so much later, in both directions; order stays. */
  delay(delayMs: number): void;
  /** Breaks what is open, and takes nobody until `open`. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** Opens a gate to `target` on 127.0.0.1. */
export async function openTcpGate(target: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let isShut = false;

  const keep = (socket: Socket) => {
    sockets.add(socket.setNoDelay());
    socket.once('close', () => sockets.delete(socket));
  };
  const lead = (from: Socket, to: Socket) => {
    const pass = createDelayLine(() => delayMs);
    from.on('data', (chunk) => pass(() => void to.write(chunk)));
    from.once('end', () => pass(() => to.end()));
    from.once('close', () => pass(() => to.destroy()));
    from.on('error', () => from.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near);
    if (isShut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    keep(far);
    lead(near, far);
    lead(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const breakAll = () => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => void (delayMs = ms),
    shut() {
      isShut = true;
      breakAll();
    },
    open: () => void (isShut = false),
    async close() {
      const closed = once(server, 'close');
      server.close();
      breakAll();
      await closed;
    },
  };
}

/** Does things later, and never one before those that came earlier, although the delay may shrink. */
function createDelayLine(delayMs: () => number): (act: () => void) => void {
  const line: { readonly at: number; readonly act: () => void }[] = [];
  const drain = () => {
    for (let first = line[0]; first; first = line[0]) {
      const restMs = first.at - performance.now();
      if (restMs > 0) return void setTimeout(drain, Math.ceil(restMs));
      line.shift();
      first.act();
    }
  };
  return (act) => {
    line.push({ at: performance.now() + delayMs(), act });
    if (line.length === 1) drain();
  };
}
