import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ensureSecretKeys, readSecretKeys } from '../../src/config/secret-key.ts';
import {
  addKeyToFile,
  keepNewestKeyInFile,
  SecretKeyFileError,
} from '../../src/config/secret-key-file.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const inFile = (dataDir: string) => ({ dataDir, secret: undefined, previousSecret: undefined });
const namesOf = (keys: ReturnType<typeof readSecretKeys>) => keys.keys.map(({ name }) => name);

it('the key is made once, in a file that only its user can read', () => {
  const folder = join(makeFolder(), 'data');
  expect(readSecretKeys(inFile(folder)).keys).toEqual([]);
  const made = ensureSecretKeys(inFile(folder));
  expect(made.keys).toHaveLength(1);
  expect(ensureSecretKeys(inFile(folder))).toEqual(made);
  expect(readSecretKeys(inFile(folder))).toEqual(made);
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['secret.key']);
});

it('the name of a key tells nothing of the key', () => {
  const folder = makeFolder();
  const [key] = ensureSecretKeys(inFile(folder)).keys;
  expect(key?.bytes).toHaveLength(32);
  expect(readFileSync(join(folder, 'secret.key'), 'utf8')).not.toContain(key?.name);
});

it('a new key goes before the old one, which opens until it is dropped', () => {
  const folder = makeFolder();
  const [old] = namesOf(ensureSecretKeys(inFile(folder)));
  addKeyToFile(folder);
  const both = namesOf(readSecretKeys(inFile(folder)));
  expect(both).toHaveLength(2);
  expect(both[1]).toBe(old);
  keepNewestKeyInFile(folder);
  expect(namesOf(readSecretKeys(inFile(folder)))).toEqual(both.slice(0, 1));
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret.key']);
});

it('KUAIHUI_SECRET makes the same key on every machine, and no file', () => {
  const secret = 'a secret of at least thirty-two characters';
  const [one, two] = [makeFolder(), makeFolder()].map((dataDir) =>
    ensureSecretKeys({ dataDir, secret, previousSecret: undefined }),
  );
  expect(one).toEqual(two);
  expect(one?.keys).toHaveLength(1);
});

it('KUAIHUI_PREVIOUS_SECRET and the file open what they sealed before', () => {
  const dataDir = makeFolder();
  const [ofFile] = namesOf(ensureSecretKeys(inFile(dataDir)));
  const older = 'the older secret of thirty-two characters';
  const [ofOlder] = namesOf(
    ensureSecretKeys({ dataDir, secret: older, previousSecret: undefined }),
  );
  const names = namesOf(
    readSecretKeys({
      ...{ dataDir, previousSecret: older },
      secret: 'the newer secret of thirty-two characters',
    }),
  );
  expect(names.slice(1)).toEqual([ofOlder, ofFile]);
  expect(namesOf(readSecretKeys({ dataDir, secret: undefined, previousSecret: older }))).toEqual([
    ofFile,
  ]);
});

it.each(['', 'no key\n', `${'A'.repeat(43)}=\nhalf`])(
  'a damaged file is named and not replaced, and nothing of it is repeated (%j)',
  (text) => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'secret.key'), text);
    const read = () => ensureSecretKeys(inFile(folder));
    expect(read).toThrow(SecretKeyFileError);
    expect(read).toThrow(join(folder, 'secret.key'));
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(text);
  },
);

it.skipIf(process.getuid?.() === 0)('a file of another user is named', () => {
  const folder = makeFolder();
  ensureSecretKeys(inFile(folder));
  chmodSync(join(folder, 'secret.key'), 0o000);
  expect(() => readSecretKeys(inFile(folder))).toThrow(SecretKeyFileError);
});
