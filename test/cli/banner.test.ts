import { describe, expect, it } from 'vitest';
import { composeBanner } from '../../src/cli/banner.ts';
import type { Setup } from '../../src/diagnosis/setup.ts';

const bare: Setup = { version: '1.2.3', model: undefined, account: undefined, others: [] };
const addresses = {
  simulator: 'http://localhost:3000/simulator/?key=k',
  chatCommand: 'npm run chat',
  isRemote: false,
};

describe('the banner', () => {
  it('says in Chinese what is missing, where to try it, and the next step', () => {
    expect(composeBanner(bare, addresses, 'zh')).toBe(
      [
        '',
        '  快回 Kuaihui 1.2.3',
        '',
        '  模型    还没有接入，先用资料里的原文回答',
        '  公众号  还没有接入',
        '  试用    在浏览器里打开 http://localhost:3000/simulator/?key=k',
        '          或另开一个终端，在这个文件夹里运行 npm run chat',
        '  下一步  接入模型：在 .env 里填 CHAT_MODELS 和厂商的密钥（如 DEEPSEEK_API_KEY），再重新启动（见 docs/models.zh-CN.md）',
        '',
      ].join('\n'),
    );
  });

  it('names the model and the account once they are there, in English as well', () => {
    const banner = composeBanner(
      {
        version: '1.2.3',
        model: 'api.deepseek.com deepseek-v4-flash',
        account: { appId: 'wx0123456789abcdef', mode: 'safe', callsApi: false },
        others: ['branch', 'shop'],
      },
      { ...addresses, simulator: undefined },
      'en',
    );
    expect(banner).toContain('  model      api.deepseek.com deepseek-v4-flash');
    expect(banner).toContain('  account    wx0123456789abcdef, safe mode, no AppSecret');
    expect(banner).toContain('  others     branch, shop');
    expect(banner).toContain('  next step  type https://your.domain/wechat as the URL');
    expect(banner).toContain('  try it     run npm run chat in a second terminal in this folder');
    expect(banner).not.toContain('browser');
  });

  it('tells a person who came by ssh how to reach the page from their own computer', () => {
    expect(composeBanner(bare, { ...addresses, isRemote: true }, 'en')).toContain(
      'ssh -L 3000:localhost:3000 your-server',
    );
  });

  it('asks for the first password of the console, at its own port if it has one', () => {
    const address = 'http://localhost:3100/console/setup?code=c';
    const banner = composeBanner(
      bare,
      { ...addresses, isRemote: true, console: { address, isSetupLink: true } },
      'en',
    );
    expect(banner).toContain(`set its password with this link, within 24 hours: ${address}`);
    expect(banner).toContain('ssh -L 3100:localhost:3100 your-server');
    expect(banner).toContain('next step  open the console');
  });
});
