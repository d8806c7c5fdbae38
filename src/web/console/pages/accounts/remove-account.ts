import type { RemovalLine } from '../../../../console/accounts/accounts-contract.ts';
import { ApiError, apiPath, refusal } from '../../api.ts';

/** Removes an account and tells how far it has come. Throws ApiError. */
export async function removeAccount(
  name: string,
  onProgress: (deleted: number) => void,
): Promise<void> {
  const response = await fetch(apiPath(`accounts/${encodeURIComponent(name)}`), {
    method: 'DELETE',
    headers: { 'Accept-Language': document.documentElement.lang },
  });
  if (!response.ok || response.body === null)
    throw refusal(response.status, await response.json().catch(() => undefined));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { deleted, failed } = JSON.parse(line) as RemovalLine;
      if (failed !== undefined) throw new ApiError(500, 'failed', failed);
      if (deleted !== undefined) onProgress(deleted);
    }
  }
}
