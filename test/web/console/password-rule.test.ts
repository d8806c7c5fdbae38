import { expect, it } from 'vitest';
import { LEAST_PASSWORD, makePassword } from '../../../src/web/console/password-rule.ts';

it('makes first passwords that are long enough, differ, and can be read out', () => {
  const made = Array.from({ length: 200 }, makePassword);
  expect(new Set(made).size).toBe(made.length);
  for (const password of made) {
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(password).not.toMatch(/[ilo01]/);
    expect(password.length).toBeGreaterThanOrEqual(LEAST_PASSWORD);
  }
});
