import { expect, test } from 'vitest';
import { leaveOutLinks } from '../../../src/rendering/links/leave-out-links.ts';

const allowed = { hosts: [], domains: [], addresses: [], mark: '（略）' };

test.each(['5.cn', '12306.cn', 'evil.Cn', '#小程序://商城/abc123', '小程序：//商城/abc'])(
  '%s is left out',
  (link) => {
    expect(leaveOutLinks(`请看 ${link} 谢谢`, { allowed })).toBe('请看 （略） 谢谢');
  },
);
