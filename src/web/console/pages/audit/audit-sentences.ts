/** What an audit keeps of one deed. */
interface Deed {
  readonly action: string;
  readonly target: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

type Sentences = Readonly<Record<string, (target: string, details: Deed['details']) => string>>;

const ROLES: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = {
  zh: { owner: '所有者', agent: '客服', viewer: '只读' },
  en: { owner: 'owner', agent: 'agent', viewer: 'viewer' },
};
const role = (language: 'zh' | 'en', name: unknown) =>
  ROLES[language][String(name)] ?? String(name);

const ZH: Sentences = {
  'set-up': () => '设置了所有者密码',
  'sign-in': () => '登录',
  'sign-in.failed': (name, { times = 1 }) =>
    times === 1 ? `用 ${name} 登录失败：密码不对` : `用 ${name} 登录失败 ${times} 次：密码不对`,
  'sign-out': () => '退出',
  'password.change': () => '修改了自己的密码',
  'session.end': () => '结束了一处登录',
  'user.add': (name, details) => `添加了用户 ${name}（${role('zh', details['role'])}）`,
  'user.change': (name, details) =>
    details['role'] === undefined
      ? `重设了 ${name} 的密码`
      : `把 ${name} 的角色改为${role('zh', details['role'])}`,
  'user.remove': (name) => `删除了用户 ${name}`,
};

const EN: Sentences = {
  'set-up': () => 'Set the owner’s password',
  'sign-in': () => 'Signed in',
  'sign-in.failed': (name, { times = 1 }) =>
    times === 1
      ? `Failed to sign in as ${name}: wrong password`
      : `Failed ${times} times to sign in as ${name}: wrong password`,
  'sign-out': () => 'Signed out',
  'password.change': () => 'Changed their own password',
  'session.end': () => 'Ended a session',
  'user.add': (name, details) => `Added the user ${name} (${role('en', details['role'])})`,
  'user.change': (name, details) =>
    details['role'] === undefined
      ? `Gave ${name} a new password`
      : `Made ${name} ${role('en', details['role'])}`,
  'user.remove': (name) => `Removed the user ${name}`,
};

/** Says in a sentence what was done; a deed without one is shown as it was kept. */
export function describeDeed({ action, target, details }: Deed, language: 'zh' | 'en'): string {
  const sentences = language === 'zh' ? ZH : EN;
  if (Object.hasOwn(sentences, action)) return sentences[action]?.(target, details) ?? action;
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return [action, target, ...facts].filter((word) => word !== '').join(' · ');
}
