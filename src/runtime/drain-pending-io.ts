/** The first round may only bring a request, the second the farewell behind it, the third what closing it sets off. */
const ROUNDS = 3;

/**
 * Resolves when this process has read what waits in its sockets. After a standstill, timers run first and old requests
 * come in before the news that WeChat has long left.
 */
export async function drainPendingIo(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1)
    await new Promise<void>((resolve) => void setImmediate(resolve));
}
