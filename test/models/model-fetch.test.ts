import { Agent } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { createModelFetch } from '../../src/models/model-fetch.ts';

it('gives a request up immediately while the connection is still being made', async () => {
  let connecting = () => {};
  const isConnecting = new Promise<void>((resolve) => (connecting = resolve));
  const dispatcher = new Agent({ connect: () => connecting() });
  onTestFinished(() => dispatcher.destroy());
  const stopping = new AbortController();
  const request = createModelFetch({ dispatcher })('http://127.0.0.1:9/v1', {
    signal: stopping.signal,
  });
  await isConnecting;
  stopping.abort();
  await expect(request).rejects.toMatchObject({ reason: new Error('The request was given up') });
});
