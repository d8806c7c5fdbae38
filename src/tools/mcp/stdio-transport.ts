import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Readable } from 'node:stream';
import type { Clock } from '../../runtime/clock.ts';
import { field } from '../../runtime/field.ts';
import { waitAtMost } from '../../runtime/wait-at-most.ts';
import type { StdioPlace } from './mcp-settings.ts';

const ENDS_WITHIN_MS = 1500;
const MOST_LINES = 50;
const MOST_CHARACTERS = 300;

export interface StdioDeps {
  readonly clock: Clock;
  readonly mostBytes: number;
  /** Takes the first lines of the error output, cut. */
  readonly onErrorLine: (line: string) => void;
}

/** A program that talks over its input and output, and is killed when it does not end by itself. */
export class OwnStdioTransport extends StdioClientTransport {
  readonly #clock: Clock;
  #closing: Promise<void> | undefined;

  /** The program gets the search path, the home folder, the language and what is set for it, and no secret of ours. */
  constructor({ command, args, env, cwd }: StdioPlace, deps: StdioDeps) {
    const { LANG } = process.env;
    super({
      ...{ command, args: [...args], stderr: 'pipe', maxBufferSize: deps.mostBytes },
      env: { ...(LANG !== undefined && { LANG }), ...env },
      ...(cwd !== undefined && { cwd }),
    });
    this.#clock = deps.clock;
    tellLines(this.stderr as Readable, deps.onErrorLine);
  }

  override close(): Promise<void> {
    this.#closing ??= this.#end(this.pid);
    return this.#closing;
  }

  async #end(pid: number | null): Promise<void> {
    const closed = super.close();
    let isClosed = false;
    void closed.then(() => (isClosed = true));
    await waitAtMost(this.#clock, ENDS_WITHIN_MS, closed);
    if (!isClosed && pid !== null) kill(pid);
    await closed;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if (field(error, 'code') !== 'ESRCH') throw error;
  }
}

/** Reads everything, so that the program is never kept waiting, and tells the first lines. */
function tellLines(output: Readable, onLine: (line: string) => void): void {
  let rest = '';
  let told = 0;
  output.setEncoding('utf8').on('data', (piece: string) => {
    if (told >= MOST_LINES) return;
    const lines = (rest + piece).split('\n');
    rest = (lines.pop() ?? '').slice(0, MOST_CHARACTERS);
    for (const line of lines.slice(0, MOST_LINES - told)) {
      told += 1;
      onLine(line.slice(0, MOST_CHARACTERS));
    }
  });
}
