import { expect, it } from 'vitest';
import { chooseTools, type ServerTools } from '../../../src/tools/mcp/choose-tools.ts';
import { toListedTool, type ListedTool } from '../../../src/tools/mcp/listed-tool.ts';

const listed = (name: string, isReadOnly = true): ListedTool => ({
  ...{ name, description: 'Does it.', isReadOnly },
  parameters: { type: 'object', properties: {} },
});
const server = (name: string, tools: readonly ListedTool[], allowTools: string[] = []) =>
  ({ name, allowTools, tools }) satisfies ServerTools;
const namesOf = (...servers: ServerTools[]) =>
  chooseTools(servers).map((one) => (one.is === 'offered' ? one.definition.name : one.because));

it('offers what says that it only reads, and what the deployer names', () => {
  const tools = [listed('look'), listed('buy', false), listed('cancel', false)];
  expect(namesOf(server('shop', tools))).toEqual(['shop__look', 'not-read-only', 'not-read-only']);
  expect(namesOf(server('shop', tools, ['buy']))).toEqual([
    'shop__look',
    'shop__buy',
    'not-read-only',
  ]);
});

it('takes nothing but true for a promise to read only', () => {
  for (const readOnlyHint of [undefined, false, 'true', 1]) {
    const annotations = { readOnlyHint } as { readonly readOnlyHint?: boolean };
    expect(toListedTool({ name: 'a', inputSchema: {}, annotations }).isReadOnly).toBe(false);
  }
});

it.each(['__proto__', 'constructor', 'a b', 'a\u0000b', '查天气', 'x'.repeat(200), '-', 'a.b/c'])(
  'gives %j a name that every vendor takes, and models no other',
  (name) => {
    const [chosen] = chooseTools([server('my-shop', [listed(name)])]);
    expect(chosen?.is === 'offered' && chosen.definition.name).toMatch(/^my-shop__[\w-]{1,55}$/);
    expect(chosen?.tool.name).toBe(name);
  },
);

it('makes names different that would be the same', () => {
  const names = namesOf(
    server('a-b', [listed('c.d'), listed('c-d'), listed('c d')]),
    server('a_b', [listed('c_d')]),
    server('long', [listed('x'.repeat(100)), listed(`${'x'.repeat(100)}y`)]),
  );
  expect(new Set(names).size).toBe(6);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(64);
});

it('names a tool the same whatever else is listed', () => {
  const [, other] = namesOf(server('s', [listed('a.b'), listed('a-b')]));
  const [, , again] = namesOf(server('s', [listed('new'), listed('a.b'), listed('a-b')]));
  expect(again).toBe(other);
});

it('offers no more than models take', () => {
  const tools = Array.from({ length: 120 }, (_, at) => listed(`t${at}`));
  const names = namesOf(server('s', tools));
  expect(names.filter((name) => name === 'one-too-many')).toHaveLength(20);
});

it('withholds a tool whose arguments fill a context', () => {
  const inputSchema = { type: 'object', properties: { a: { description: 'x'.repeat(40_000) } } };
  const tool = toListedTool({ name: 'a', inputSchema, annotations: { readOnlyHint: true } });
  expect(namesOf(server('s', [tool]))).toEqual(['schema-too-large']);
});

it('bounds and cleans what a server says of a tool', () => {
  const description = `Adds.\u0000\u001b[31m\u202e\u200b ${'很'.repeat(3000)}`;
  const tool = toListedTool({ name: 'a', description, inputSchema: {} });
  expect([...tool.description]).toHaveLength(1000);
  expect(tool.description).toMatch(/^Adds\. {2}\[31m 很/);
  expect(toListedTool({ name: 'a', title: 'Sum', inputSchema: {} }).description).toBe('Sum');
  expect(toListedTool({ name: 'a', inputSchema: {} }).description).toBe('a');
});

it('gives models a schema of an object without the name of its dialect', () => {
  const inputSchema = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' };
  expect(toListedTool({ name: 'a', inputSchema }).parameters).toEqual({
    type: 'object',
    properties: {},
  });
  expect(inputSchema.$schema).toBeDefined();
});
