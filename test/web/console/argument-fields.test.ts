import { describe, expect, it } from 'vitest';
import {
  parseArguments,
  readArgumentFields,
  toArguments,
} from '../../../src/web/console/pages/tools/argument-fields.ts';

const SCHEMA = {
  type: 'object',
  required: ['city', 'days'],
  properties: {
    city: { type: 'string', description: 'Where' },
    days: { type: 'integer' },
    isExact: { type: 'boolean' },
    unit: { enum: ['C', 'F'] },
    tags: { type: 'array', items: { type: 'string' } },
    limit: { type: ['number', 'null'] },
  },
};

describe('a form for the arguments of a tool', () => {
  it('has a field of a fitting kind for each argument', () => {
    expect(readArgumentFields(SCHEMA)?.map(({ name, kind }) => [name, kind])).toEqual([
      ['city', 'text'],
      ['days', 'integer'],
      ['isExact', 'switch'],
      ['unit', 'choice'],
      ['tags', 'json'],
      ['limit', 'json'],
    ]);
    expect(readArgumentFields(SCHEMA)?.[0]).toMatchObject({
      description: 'Where',
      isRequired: true,
    });
  });

  it.each([
    ['no properties at all', {}, []],
    ['properties that are none', { properties: 'x', required: 3 }, []],
    ['a property that is none', { properties: { a: null } }, [['a', 'json']]],
    [
      'a name that every object has',
      { properties: JSON.parse('{"__proto__":{"type":"string"}}') as object },
      [['__proto__', 'text']],
    ],
  ])('reads a schema with %s', (_, schema, fields) => {
    expect(readArgumentFields(schema)?.map(({ name, kind }) => [name, kind])).toEqual(fields);
  });

  it.each([
    ['alternatives', { oneOf: [] }],
    [
      'too many fields',
      { properties: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`a${n}`, {}])) },
    ],
  ])('is one text of JSON for a schema with %s', (_, schema) => {
    expect(readArgumentFields(schema)).toBeUndefined();
  });

  it('gives what was filled in, with its type, and leaves out empty fields', () => {
    const fields = readArgumentFields(SCHEMA) ?? [];
    const values = {
      ...{ 'argument-0': '杭州', 'argument-1': '3', 'argument-2': 'false' },
      ...{ 'argument-3': 'F', 'argument-4': '["a"]', 'argument-5': '' },
    };
    expect(toArguments(fields, values)).toEqual({
      is: 'given',
      arguments: { city: '杭州', days: 3, isExact: false, unit: 'F', tags: ['a'] },
    });
    expect(toArguments(fields, { ...values, 'argument-4': '[a' })).toEqual({
      is: 'wrong',
      field: 'tags',
    });
  });

  it('takes an object as JSON, and nothing else', () => {
    expect(parseArguments('{"a":1}')).toEqual({ is: 'given', arguments: { a: 1 } });
    expect(parseArguments(' ')).toEqual({ is: 'given', arguments: {} });
    for (const wrong of ['[1]', 'null', '"a"', '{a'])
      expect(parseArguments(wrong)).toEqual({ is: 'wrong', field: '' });
  });
});
