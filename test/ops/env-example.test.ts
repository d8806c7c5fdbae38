import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { listSettings, parseConfig } from '../../src/config/parse-config.ts';

const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, byDefault]) => ({
  name,
  byDefault,
}));

describe('.env.example', () => {
  it('names every setting that the server reads, once, and no other', () => {
    expect(examples.map(({ name }) => name).sort()).toEqual([...listSettings()].sort());
  });

  it('changes nothing when it is copied as it is', () => {
    expect(parse(text)).toEqual({});
  });

  it('says the true defaults: with every line in force the server is set up as without any', () => {
    const uncommented = parse(text.replace(/^# ([A-Z][A-Z0-9_]*=)/gm, '$1'));
    expect(Object.keys(uncommented)).toHaveLength(examples.length);
    expect(parseConfig(uncommented)).toEqual(parseConfig({}));
  });

  it('explains each setting before it names it', () => {
    const lines = text.split('\n');
    for (const { name } of examples) {
      const before = lines[lines.findIndex((line) => line.startsWith(`# ${name}=`)) - 1];
      expect(before, name).toMatch(/^# \S/);
    }
  });
});
