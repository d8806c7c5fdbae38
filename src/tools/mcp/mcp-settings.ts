/** A server of the Model Context Protocol, as the deployer set it. */
export interface McpServerSettings {
  /** Lower-case letters, digits, dashes and underscores: its tools are named after it. */
  readonly name: string;
  readonly place: StdioPlace | HttpPlace;
  /** Tools that are offered although they do not say that they only read. */
  readonly allowTools: readonly string[];
  /** It is listed, and not connected. */
  readonly isOff: boolean;
  /** How long a call may take. */
  readonly timeoutMs: number;
}

/** A program that is started here and talks over its input and output. */
export interface StdioPlace {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** All that it gets beside the search path, the home folder and the language. */
  readonly env: Readonly<Record<string, string>>;
  /** Absent for the folder in which Kuaihui runs. */
  readonly cwd: string | undefined;
}

/** An address that speaks streamable HTTP. */
export interface HttpPlace {
  readonly kind: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The form of a name. */
export const MCP_SERVER_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** How long a call may take where nothing is set, in seconds. */
export const CALL_SECONDS = 15;
