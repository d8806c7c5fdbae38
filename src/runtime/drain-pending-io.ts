/** The first round may bring a request, the second the end of its connection, the third the effects of closing it. */
const ROUNDS = 3;

/**
 * Resolves when this process has read what waits in its sockets. After a standstill, Node runs timers first and reads
 * old requests before the news that WeChat has long left.
 */
export async function drainPendingIo(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1)
    await new Promise<void>((resolve) => void setImmediate(resolve));
}
