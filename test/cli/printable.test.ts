import { expect, test } from 'vitest';
import { alignTable } from '../../src/cli/align-table.ts';
import { printable, printableLine } from '../../src/cli/printable.ts';

test('what a terminal would obey is shown', () => {
  expect(printable('a\u001b]52;c;x\u0007\nb\u009b31m\u202e')).toBe(
    'a\ufffd]52;c;x\ufffd\nb\ufffd31m\ufffd',
  );
  expect(printableLine('a\n✓ ok\r\u001b[2K')).toBe('a ✓ ok \ufffd[2K');
  expect(
    alignTable(
      [
        ['name', 'n'],
        ['x\n\u001b[31m', '1'],
      ],
      1,
    ).join('|'),
  ).not.toMatch(/\p{Cc}/u);
});
