import { afterAll, describe, expect, it } from 'vitest';
import { chromiumMissing, closeBrowser } from '../../support/chromium.ts';
import { createConsoleClient, openConsoleOf, signInAs } from '../../support/console-client.ts';
import { openConsolePage } from '../../support/open-console-page.ts';
import { startBot } from '../../support/start-bot.ts';

describe.runIf(chromiumMissing === undefined)('the pages about people', () => {
  afterAll(closeBrowser);

  it('set the first password by the link of the start, saying the rule before the mistake', async () => {
    const { server, url } = await startBot();
    const stranger = createConsoleClient(url());
    const code = server.console?.setupCode ?? '';
    const page = await openConsolePage(stranger, `setup?code=${code}`);
    await page.getByText('至少 12 个字符').waitFor();
    const password = page.getByLabel('密码', { exact: true });
    await password.pressSequentially('eleven char');
    await page.getByText('还差 1 个字符').waitFor();
    await password.press('!');
    await page.getByText('长度够了').waitFor();
    await page.getByRole('button', { name: '显示' }).click();
    expect(await password.getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: '设置并登录' }).click();
    await page.waitForURL('**/console/assistant');
    await stranger.signIn('owner', 'eleven char!');
    await page.goto(`${stranger.origin}/console/setup?code=${code}`);
    await page.getByRole('heading', { name: '密码已经设好了' }).waitFor();
  });

  it('add a user with a password that is shown once, change the role, and remove the user', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'users');
    await page.getByRole('button', { name: '添加用户' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('Xiaoli');
    await dialog.getByRole('button', { name: '添加用户' }).click();
    await dialog.getByText('只显示这一次').waitFor();
    const [, name = '', password = ''] = await dialog.locator('code').allInnerTexts();
    await dialog.getByRole('button', { name: '好的' }).click();
    const guest = createConsoleClient(owner.origin);
    await guest.signIn(name, password);
    expect((await guest.get('/state')).body.user.role).toBe('agent');

    await page.getByRole('button', { name: `修改 ${name}` }).click();
    await dialog.getByLabel('角色').selectOption('viewer');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name }).getByText('只读').waitFor();

    await page.getByRole('button', { name: `重设密码：${name}` }).click();
    await dialog.getByRole('button', { name: '重设密码' }).click();
    await dialog.getByText('只显示这一次').waitFor();
    const another = (await dialog.locator('code').allInnerTexts()).at(-1) ?? '';
    expect(another).not.toBe(password);
    await guest.signIn(name, another);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: `删除 ${name}` }).click();
    await dialog.getByRole('button', { name: '删除' }).click();
    await expect.poll(() => page.getByRole('row', { name }).count()).toBe(0);
    expect((await guest.get('/sessions')).status).toBe(401);
  });

  it('list where people are signed in, and end it', async () => {
    const owner = await openConsoleOf(await startBot());
    const elsewhere = createConsoleClient(owner.origin);
    await elsewhere.signIn('owner', 'a password of tests');
    const agent = await signInAs(owner, 'agent');
    const page = await openConsolePage(owner, 'sessions');
    const own = page.getByRole('region', { name: '我的登录' });
    await expect.poll(() => own.getByRole('row').count()).toBe(3);
    await own.getByRole('button', { name: '结束其他登录' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束其他登录' }).click();
    await expect.poll(() => own.getByRole('row').count()).toBe(2);
    expect((await elsewhere.get('/sessions')).status).toBe(401);
    const others = page.getByRole('region', { name: '其他人的登录' });
    await others.getByRole('row', { name: 'a.agent' }).getByRole('button').click();
    await expect.poll(() => others.count()).toBe(0);
    expect((await agent.get('/sessions')).status).toBe(401);
  });

  it('change one’s own password', async () => {
    const owner = await openConsoleOf(await startBot());
    const page = await openConsolePage(owner, 'sessions');
    await page.getByLabel('当前密码', { exact: true }).fill('a password of tests');
    await page.getByLabel('新密码', { exact: true }).fill('another password');
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.getByText('密码已修改').waitFor();
    await createConsoleClient(owner.origin).signIn('owner', 'another password');
  });

  it('say in sentences what was done, the newest first, and more of it by a button', async () => {
    const owner = await openConsoleOf(await startBot());
    await signInAs(owner, 'viewer', 'guest');
    for (let n = 0; n < 60; n += 1)
      await owner.patch('/users/guest', { role: n % 2 === 0 ? 'agent' : 'viewer' });
    const page = await openConsolePage(owner, 'audit');
    const deeds = page.locator('tbody td[data-kind="main"]');
    await expect.poll(() => deeds.count()).toBe(50);
    expect(await deeds.first().innerText()).toBe('把 guest 的角色改为只读');
    expect(await deeds.nth(1).innerText()).toBe('把 guest 的角色改为客服');
    await page.getByRole('button', { name: '加载更多' }).click();
    await expect.poll(() => deeds.count()).toBe(63);
    expect((await deeds.allInnerTexts()).slice(-3)).toEqual([
      ...['登录', '添加了用户 guest（只读）', '设置了所有者密码'],
    ]);
  });
});
