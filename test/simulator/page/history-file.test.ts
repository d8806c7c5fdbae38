import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openHistoryFile } from '../../../src/simulator/page/history-file.ts';

function makeFolder() {
  const parent = mkdtempSync(join(tmpdir(), 'kuaihui-history-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'simulator');
}

function open(folder: string, problems: unknown[] = [], now = () => Date.now()) {
  const onProblem = (error: unknown) => void problems.push(error);
  const file = openHistoryFile({ folder, newRun: () => 'run1', now, onProblem });
  onTestFinished(() => file.close());
  return file;
}

const line = (n: number) =>
  JSON.stringify({ type: 'grown', turnId: 't', text: `text ${n}`, n, at: n });

it('gives back what was appended, without a close in between, as after a kill', () => {
  const folder = makeFolder();
  const first = open(folder);
  first.append(line(1), () => []);
  first.append(line(2), () => []);
  const second = open(folder);
  expect(second.run).toBe('run1');
  expect(second.events.map(({ n }) => n)).toEqual([1, 2]);
  expect(statSync(join(folder, 'events.jsonl')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('loses nothing but the half line that a killed process left, and what follows is whole', () => {
  const folder = makeFolder();
  open(folder).append(line(1), () => []);
  appendFileSync(join(folder, 'events.jsonl'), line(2).slice(0, 20));
  const file = open(folder);
  file.append(line(3), () => []);
  expect(open(folder).events.map(({ n }) => n)).toEqual([1, 3]);
});

it.each(['', 'no JSON\n', '{"version":99,"run":"x"}\n', '\0\0\0'])(
  'begins anew over a file that holds %j',
  (content) => {
    const folder = makeFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'events.jsonl'), content, { mode: 0o644 });
    const file = open(folder);
    expect(file.events).toEqual([]);
    file.append(line(1), () => []);
    expect(open(folder).events).toHaveLength(1);
    expect(statSync(join(folder, 'events.jsonl')).mode & 0o777).toBe(0o600);
  },
);

it('says once that it cannot be written, and writes all of it when it can be again', () => {
  const folder = makeFolder();
  writeFileSync(folder, 'a file where the folder should be');
  const problems: unknown[] = [];
  let now = 0;
  const file = open(folder, problems, () => now);
  file.append(line(1), () => [line(1)]);
  file.append(line(2), () => [line(1), line(2)]);
  expect(problems).toHaveLength(1);
  rmSync(folder);
  now = 10_000;
  file.append(line(3), () => [1, 2, 3].map(line));
  expect(readFileSync(join(folder, 'events.jsonl'), 'utf8').split('\n')).toHaveLength(5);
});
