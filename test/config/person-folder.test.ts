import { expect, it } from 'vitest';
import { personFolder } from '../../src/config/person-folder.ts';

it('a person stands where npm was called, and without npm where the process began', () => {
  const npm = { INIT_CWD: '/home/me/shop', npm_lifecycle_event: 'kb' };
  expect(personFolder('/opt/kuaihui', '/opt/kuaihui', npm)).toBe('/home/me/shop');
  expect(personFolder('/opt/kuaihui', '/opt/kuaihui', {})).toBe('/opt/kuaihui');
  // A shell that npm opened, in which the person went elsewhere.
  expect(personFolder('/srv/texts', '/opt/kuaihui', npm)).toBe('/srv/texts');
});
