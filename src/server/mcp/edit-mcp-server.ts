import { isSamePlace } from '../../config/secret-address.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { CALL_SECONDS, type McpServerSettings } from '../../tools/mcp/mcp-settings.ts';
import { readMcpServer } from '../../tools/mcp/parse-mcp-config.ts';
import { mcpBookTexts as texts } from './mcp-book-texts.ts';

/** What the console says of a server; in a change, what is absent stays. */
export interface McpServerValues {
  readonly url?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly allowTools?: readonly string[] | undefined;
  readonly isOn?: boolean | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** A server as it is stored, opened. */
export interface StoredMcpServer {
  readonly allowTools: readonly string[];
  readonly isOn: boolean;
  readonly timeoutSeconds: number;
  /** Absent where the key is not here. */
  readonly secret: { readonly url: string; readonly headers: Headers } | undefined;
}

type Headers = Readonly<Record<string, string>>;

export type EditedMcpServer =
  | { readonly is: 'valid'; readonly server: StoredMcpServer & { readonly secret: object } }
  | { readonly is: 'refused'; readonly because: Sentence };

/** Returns the server after a change. Headers are not taken to another address than they were entered for. */
export function editMcpServer(
  name: string,
  before: StoredMcpServer | undefined,
  values: McpServerValues,
): EditedMcpServer {
  const refuse = (because: Sentence): EditedMcpServer => ({ is: 'refused', because });
  const known = before?.secret;
  // A form shows the address without its query, and sends it back so.
  const isShown = known !== undefined && values.url === showUrl(known.url);
  const url = isShown ? known.url : (values.url ?? known?.url);
  const headers = values.headers ?? known?.headers ?? {};
  if (before !== undefined && known === undefined && !(values.url && values.headers))
    return refuse(texts.closed(name));
  const moves = known !== undefined && url !== undefined && !isSamePlace(known.url, url);
  if (moves && values.headers === undefined && Object.keys(headers).length > 0)
    return refuse(texts.headersNeeded());
  const server = {
    allowTools: values.allowTools ?? before?.allowTools ?? [],
    isOn: values.isOn ?? before?.isOn ?? true,
    timeoutSeconds: values.timeoutSeconds ?? before?.timeoutSeconds ?? CALL_SECONDS,
    secret: { url: url ?? '', headers },
  };
  const read = toMcpSettings(name, { ...server, isOn: true });
  return 'problems' in read
    ? refuse(read.problems[0] ?? texts.unknown(name))
    : { is: 'valid', server };
}

/** Reads a stored server by the rules of MCP_CONFIG; what is stored reads no variables of the environment. */
export function toMcpSettings(
  name: string,
  { allowTools, isOn, timeoutSeconds, secret }: StoredMcpServer,
): { readonly value: McpServerSettings } | { readonly problems: readonly Sentence[] } {
  const fields = { ...secret, allowTools, disabled: !isOn, timeoutSeconds };
  return readMcpServer(name, fields, {});
}

/** Returns an address without its query, where some services want the key. */
export function showUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
