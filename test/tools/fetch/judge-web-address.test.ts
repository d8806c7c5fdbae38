import { describe, expect, it } from 'vitest';
import { judgeWebAddress } from '../../../src/tools/fetch/judge-web-address.ts';
import { PRIVATE_ADDRESSES } from './private-addresses.ts';

describe('judgeWebAddress', () => {
  it.each(PRIVATE_ADDRESSES)('%s leads to no website', (address) => {
    expect(judgeWebAddress(address)).toEqual({ is: 'refused', reason: 'not-public' });
  });

  it.each([
    ['', 'no-address'],
    ['shop.example.com', 'no-address'],
    ['http://', 'no-address'],
    ['http://[fe80::1%25eth0]/', 'no-address'],
    ['http://1.2.3.4.5/', 'no-address'],
    ['http://256.1.1.1/', 'no-address'],
    ['http://exa mple.com/', 'no-address'],
    [`http://example.com/${'a'.repeat(2_000)}`, 'no-address'],
    ['file:///etc/passwd', 'protocol'],
    ['ftp://example.com/', 'protocol'],
    ['gopher://example.com:70/', 'protocol'],
    ['javascript:alert(1)', 'protocol'],
    ['data:text/html,x', 'protocol'],
    ['ws://example.com/', 'protocol'],
    ['http://user@example.com/', 'credentials'],
    ['http://:secret@example.com/', 'credentials'],
    ['http://example.com@127.0.0.1/', 'credentials'],
    ['http://example.com:22/', 'port'],
    ['http://example.com:6379/', 'port'],
    ['https://example.com:8443/', 'port'],
    ['http://example.com:0/', 'port'],
  ])('%s is refused: %s', (address, reason) => {
    expect(judgeWebAddress(address)).toEqual({ is: 'refused', reason });
  });

  it.each([
    ['http://example.com', 'http://example.com/'],
    ['https://example.com:443/a?b=1', 'https://example.com/a?b=1'],
    ['http://example.com:443/', 'http://example.com:443/'],
    ['http://8.8.8.8/', 'http://8.8.8.8/'],
    ['https://[2400:3200::1]/', 'https://[2400:3200::1]/'],
    ['https://例子.中国/路', 'https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF'],
    ['https://localhost.example.com/', 'https://localhost.example.com/'],
  ])('%s may be asked', (address, href) => {
    expect(judgeWebAddress(address)).toMatchObject({ is: 'allowed', url: { href } });
  });
});
