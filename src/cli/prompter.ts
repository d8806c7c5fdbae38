import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** The streams of a command. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly errorOutput: NodeJS.WritableStream;
}

/** Reads lines from a person or a pipe. */
export interface Prompter {
  /**
   * Returns the next line, or undefined at the end of the input and after Ctrl-C. On a terminal the answer to a hidden
   * question does not appear.
   */
  ask(question: string, options?: { readonly isHidden?: boolean }): Promise<string | undefined>;
  close(): void;
}

/** Creates a prompter. It touches the input when the first question is asked; questions go to the error output. */
export function createPrompter({ input, errorOutput }: Terminal): Prompter {
  const lines: string[] = [];
  let isMuted = false;
  let reader: ReturnType<typeof createInterface> | undefined;
  let hasEnded = false;
  let onNews = () => {};

  function open() {
    const screen = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (!isMuted) errorOutput.write(chunk);
        done();
      },
    });
    const opened = createInterface({ input, output: screen, terminal: input.isTTY === true });
    opened.on('line', (line) => {
      lines.push(line);
      onNews();
    });
    opened.on('close', () => {
      hasEnded = true;
      onNews();
    });
    return opened;
  }

  return {
    async ask(question, { isHidden = false } = {}) {
      errorOutput.write(question);
      isMuted = isHidden;
      reader ??= open();
      while (lines.length === 0 && !hasEnded)
        await new Promise<void>((resolve) => (onNews = resolve));
      isMuted = false;
      const line = lines.shift();
      // The line break of the person was hidden as well, and a pipe shows none.
      if (question !== '' && (isHidden || input.isTTY !== true)) errorOutput.write('\n');
      return line;
    },
    close: () => reader?.close(),
  };
}
