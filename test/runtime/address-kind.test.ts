import { describe, expect, it } from 'vitest';
import { isMetadataName, kindOfAddress } from '../../src/runtime/address-kind.ts';

describe('kindOfAddress', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['2400:3200::1', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::808:808', 'public'],
    ['127.8.9.1', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'loopback'],
    ['::', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fec0::1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['2002:c0a8:101::1', 'private'],
    ['::ffff:0:10.0.0.1', 'private'],
    ['169.254.169.254', 'credentials'],
    ['169.254.1.1', 'credentials'],
    ['fe80::1', 'credentials'],
    ['fe80::1%eth0', 'credentials'],
    ['100.100.100.200', 'credentials'],
    ['192.0.0.192', 'credentials'],
    ['fd00:ec2::254', 'credentials'],
    ['::ffff:169.254.169.254', 'credentials'],
    ['64:ff9b::a9fe:a9fe', 'credentials'],
    ['2002:a9fe:a9fe::', 'credentials'],
    ['64:ff9b::6464:64c8', 'credentials'],
    ['224.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['203.0.113.5', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['ff02::1', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'reserved'],
    ['2002:808:808::1', 'reserved'],
    ['64:ff9b:1::808:808', 'reserved'],
    ['4000::1', 'reserved'],
    ['100::1', 'reserved'],
  ])('%s is %s', (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });

  it('a name is no address', () => {
    expect(kindOfAddress('example.com')).toBeUndefined();
    expect(kindOfAddress('1.2.3')).toBeUndefined();
  });
});

it.each([
  ['metadata.google.internal', true],
  ['Metadata', true],
  ['metadata.tencentyun.com', true],
  ['metadata-news.example.com', false],
])('the name %s is that of a metadata service: %s', (name, is) => {
  expect(isMetadataName(name)).toBe(is);
});
