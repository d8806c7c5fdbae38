import { expect, it } from 'vitest';
import { brakePlace } from '../../../src/console/access/brake-place.ts';

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001::9', '2001:db8:1:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['127.0.0.1 (proxy)', '127.0.0.1 (proxy)'],
])('%s counts as %s', (address, place) => {
  expect(brakePlace(address)).toBe(place);
});
