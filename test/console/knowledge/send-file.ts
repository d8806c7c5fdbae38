import type { ConsoleClient } from '../../support/console-client.ts';

/** A document about one thing. */
export const RETURNS = '# 退货\n\n## 怎么退货\n\n收到后 7 天内可以退货，联系客服即可。\n';

/** Sends a file to the documents of the account, as the page does. */
export function send(
  client: ConsoleClient,
  name: string,
  body: string | Blob | ReadableStream,
  more = '',
) {
  return client.send(
    'POST',
    `/knowledge/files?name=${encodeURIComponent(name)}${more}`,
    undefined,
    { body, duplex: 'half' },
  );
}
