import { expect, it } from 'vitest';
import { linkLua } from '../../../src/store/redis/link-lua.ts';

const library = `
local one, other = ARGV[1], ARGV[2]
local now = tonumber(one)
if not now then
  now = 0
end
-- Adds.
local function twice(n) return add(n) + add(n) end
-- Adds, and does nothing unused.
local function add(n) return now + n end
local function unused() return other end
`;

it('takes what a script uses, and before it what that uses, wherever it stands in the library', () => {
  const included = linkLua(library, 'return twice(2)');
  const places = ['local one', 'local now', 'function add', 'function twice'].map((part) =>
    included.indexOf(part),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(included).toContain('now = 0');
});

it('leaves out unused functions, also those that only a comment names', () => {
  expect(linkLua(library, 'return twice(2)')).not.toContain('unused');
  expect(linkLua(library, 'return 1')).toBe('');
});
