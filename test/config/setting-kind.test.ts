import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choice,
  integer,
  jsonObject,
  number,
  onOff,
  sentences,
  sentencesOrOff,
  type SettingKind,
} from '../../src/config/setting-kind.ts';

function valueOf<Value>(kind: SettingKind<Value>, written: string): Value {
  const parsed = kind.parse(written, 'NAME');
  if ('problem' in parsed) throw new Error(parsed.problem.en);
  return parsed.value;
}

/** A kind reads what it writes: the commands store and show values in this form. */
function holdsFor<Value>(kind: SettingKind<Value>, values: fc.Arbitrary<Value>): void {
  fc.assert(
    fc.property(values, (value) => {
      expect(valueOf(kind, kind.write(value))).toEqual(value);
    }),
  );
}

describe('a kind reads what it writes', () => {
  it('numbers', () => {
    holdsFor(integer(-1000, 1000), fc.integer({ min: -1000, max: 1000 }));
    holdsFor(
      number(0, 2),
      fc.integer({ min: 0, max: 200 }).map((n) => n / 100),
    );
  });

  it('choices and switches', () => {
    holdsFor(choice(['auto', 'on', 'off']), fc.constantFrom('auto', 'on', 'off'));
    holdsFor(onOff, fc.boolean());
  });

  it('sentences with line breaks', () => {
    const text = fc.stringMatching(/^[a-z你好\n]{3,40}$/);
    holdsFor(sentences, text);
    holdsFor(
      sentencesOrOff(),
      fc.oneof(fc.constantFrom('', undefined), fc.stringMatching(/^你[a-z好\n]{3,40}$/)),
    );
  });

  it('JSON objects', () => {
    holdsFor(
      jsonObject,
      fc.dictionary(
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.oneof(fc.boolean(), fc.nat(), fc.string()),
      ),
    );
  });
});

describe('a choice', () => {
  it('understands synonyms of on and off where it has both', () => {
    expect(valueOf(choice(['auto', 'on', 'off']), '关')).toBe('off');
    expect(choice(['zh', 'en']).parse('on', 'NAME')).toHaveProperty('problem');
  });
});
