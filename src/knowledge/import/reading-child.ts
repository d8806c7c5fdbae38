// The entry of the process that reads one document: the file comes in by stdin, lines of JSON go out by another pipe.
import { createWriteStream } from 'node:fs';
import net from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { Format } from './choose-format.ts';
import { DocumentProblem } from './document-problem.ts';
import { PROBLEMS } from './import-problems.ts';
import { parseDocument } from './parse-document.ts';
import { RESULT_PIPE, type ResultLine } from './result-line.ts';

/** No line is long, so that the other process is never busy with one for long. */
const PASSAGES_IN_A_LINE = 50;

/** Ends this process when the one that started it is gone, or takes no care of the memory; a parser may block it. */
const WATCH = `
  const { workerData: { parent, most } } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL');
  }, 50);`;

const [name = '', format = 'text', most = '0'] = process.argv.slice(2);
const workerData = { parent: process.ppid, most: Number(most) };
new Worker(WATCH, { eval: true, workerData }).unref();

/** A document names no place in a network that has to be asked. */
const refuse = () => {
  throw new Error('Documents are read without a network');
};
net.Socket.prototype.connect = refuse;
globalThis.fetch = refuse;

const results = createWriteStream('', { fd: RESULT_PIPE });
const tell = (line: ResultLine) => void results.write(`${JSON.stringify(line)}\n`);

try {
  const file = await buffer(process.stdin);
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const { passages, ...document } = await parseDocument(bytes, { name, format: format as Format });
  for (let from = 0; from < passages.length; from += PASSAGES_IN_A_LINE)
    tell({ passages: passages.slice(from, from + PASSAGES_IN_A_LINE) });
  tell({ document });
} catch (cause) {
  tell({ problem: cause instanceof DocumentProblem ? cause.problem : PROBLEMS.broken });
}
results.end(() => process.exit(0));
