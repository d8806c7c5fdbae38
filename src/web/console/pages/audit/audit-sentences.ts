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

/** Names the account, unless it is the only one that most servers have. */
const inZh = (account: unknown) => (isOther(account) ? `（公众号 ${String(account)}）` : '');
const inEn = (account: unknown) => (isOther(account) ? ` (account ${String(account)})` : '');
const isOther = (account: unknown) =>
  account !== undefined && account !== '' && account !== 'default';
const listValues = (details: Deed['details']) =>
  Object.entries(details)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

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
  'settings.change': (account, details) => `修改了设置 ${listValues(details)}${inZh(account)}`,
  'settings.undo': (name, { account }) => `撤销了对 ${name} 的修改${inZh(account)}`,
  'settings.take-over': (names) => `从 .env 接管了设置 ${names}`,
  'account.add': (name, { modelOf }) =>
    `添加了公众号 ${name}${modelOf ? `，模型和 ${modelOf} 相同` : ''}`,
  'account.change': (name, { settings = '', modelOf }) =>
    modelOf ? `公众号 ${name} 用上了 ${modelOf} 的模型` : `修改了公众号 ${name} 的设置 ${settings}`,
  'account.pause': (name) => `暂停了公众号 ${name}`,
  'account.resume': (name) => `恢复了公众号 ${name}`,
  'persona.add': (path) => `新增了角色 ${path}`,
  'persona.change': (path) => `修改了角色 ${path}`,
  'persona.remove': (path) => `删除了角色 ${path}`,
  'account.remove': (name) => `删除了公众号 ${name} 和它的全部数据`,
  'conversations.export': (account, { turns = 0 }) =>
    account === '*' ? `导出了 ${turns} 条会话` : `导出了 ${turns} 条会话${inZh(account)}`,
  'followers.change': (openId, { isBlocked, account }) =>
    `${isBlocked === true ? '拉黑了' : isBlocked === false ? '解除拉黑了' : '修改了'}粉丝 ${openId}${inZh(account)}`,
  'followers.export': (openId, { account }) => `导出了粉丝 ${openId} 的数据${inZh(account)}`,
  'followers.delete': (openId, { account }) => `删除了粉丝 ${openId} 的数据${inZh(account)}`,
  'knowledge.add': (name, { result, account }) =>
    `上传了文件 ${name}${result === 'failed' ? '，没能读取' : ''}${inZh(account)}`,
  'knowledge.remove': (name, { account }) => `删除了文档 ${name}${inZh(account)}`,
  'knowledge.faq': (name, { account }) => `写了问答 ${name}${inZh(account)}`,
  'knowledge.answer': (name, { account }) => `答复了未答的问题 ${name}${inZh(account)}`,
  'knowledge.ask': (account) => `用检索测试问了模型${inZh(account)}`,
  'knowledge.drafts.accept': (id, { account }) => `采纳了草稿 ${id}${inZh(account)}`,
  'knowledge.drafts.reject': (id, { account }) => `否决了草稿 ${id}${inZh(account)}`,
  'knowledge.drafts.edit': (id, { account }) => `修改了草稿 ${id}${inZh(account)}`,
  'models.test': (model, { ok }) => `测试了模型 ${model}：${ok === true ? '正常' : '没有通过'}`,
  'tools.call': (tool, { account }) => `试用了工具 ${tool}${inZh(account)}`,
  'tools.server.add': (name) => `添加了 MCP 服务器 ${name}`,
  'tools.server.change': (name) => `修改了 MCP 服务器 ${name}`,
  'tools.server.remove': (name) => `删除了 MCP 服务器 ${name}`,
  'doctor.run': () => '做了一次体检',
  'assistant.progress': (account) => `在接入助手里往下走了一步${inZh(account)}`,
  'assistant.model': (account, { model = '' }) => `在接入助手里接入了模型 ${model}${inZh(account)}`,
  'assistant.credentials': (account, { replaced }) =>
    `${replaced === true ? '换了' : '生成了'} Token 和 EncodingAESKey${inZh(account)}`,
  'assistant.account': (account, { secret }) =>
    `填写了 ${secret === 'given' ? 'AppSecret' : 'AppID'}${inZh(account)}`,
  'assistant.check': (account) => `检查了公众号能做什么${inZh(account)}`,
  'assistant.import': (account) => `读取了公众号后台的菜单和自动回复${inZh(account)}`,
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
  'settings.change': (account, details) => `Set ${listValues(details)}${inEn(account)}`,
  'settings.undo': (name, { account }) => `Undid a change of ${name}${inEn(account)}`,
  'settings.take-over': (names) => `Took over from .env: ${names}`,
  'account.add': (name, { modelOf }) =>
    `Added the account ${name}${modelOf ? ` with the models of ${modelOf}` : ''}`,
  'account.change': (name, { settings = '', modelOf }) =>
    modelOf
      ? `Gave the account ${name} the models of ${modelOf}`
      : `Changed ${settings} of the account ${name}`,
  'account.pause': (name) => `Paused the account ${name}`,
  'account.resume': (name) => `Resumed the account ${name}`,
  'persona.add': (path) => `Added the persona ${path}`,
  'persona.change': (path) => `Changed the persona ${path}`,
  'persona.remove': (path) => `Removed the persona ${path}`,
  'account.remove': (name) => `Removed the account ${name} with all its data`,
  'conversations.export': (account, { turns = 0 }) =>
    account === '*' ? `Exported ${turns} turns` : `Exported ${turns} turns${inEn(account)}`,
  'followers.change': (openId, { isBlocked, account }) =>
    `${isBlocked === true ? 'Blocked' : isBlocked === false ? 'Unblocked' : 'Changed'} the follower ${openId}${inEn(account)}`,
  'followers.export': (openId, { account }) =>
    `Exported the data of the follower ${openId}${inEn(account)}`,
  'followers.delete': (openId, { account }) =>
    `Deleted the data of the follower ${openId}${inEn(account)}`,
  'knowledge.add': (name, { result, account }) =>
    `Uploaded the file ${name}${result === 'failed' ? ', which could not be read' : ''}${inEn(account)}`,
  'knowledge.remove': (name, { account }) => `Removed the document ${name}${inEn(account)}`,
  'knowledge.faq': (name, { account }) => `Wrote the answer ${name}${inEn(account)}`,
  'knowledge.answer': (name, { account }) =>
    `Answered an unanswered question, ${name}${inEn(account)}`,
  'knowledge.ask': (account) => `Asked the model in the search test${inEn(account)}`,
  'knowledge.drafts.accept': (id, { account }) => `Accepted the draft ${id}${inEn(account)}`,
  'knowledge.drafts.reject': (id, { account }) => `Rejected the draft ${id}${inEn(account)}`,
  'knowledge.drafts.edit': (id, { account }) => `Edited the draft ${id}${inEn(account)}`,
  'models.test': (model, { ok }) =>
    `Tested the model ${model}: ${ok === true ? 'it works' : 'it failed'}`,
  'tools.call': (tool, { account }) => `Tried the tool ${tool}${inEn(account)}`,
  'tools.server.add': (name) => `Added the MCP server ${name}`,
  'tools.server.change': (name) => `Changed the MCP server ${name}`,
  'tools.server.remove': (name) => `Removed the MCP server ${name}`,
  'doctor.run': () => 'Ran the doctor',
  'assistant.progress': (account) => `Went a step further in the assistant${inEn(account)}`,
  'assistant.model': (account, { model = '' }) =>
    `Connected the model ${model} in the assistant${inEn(account)}`,
  'assistant.credentials': (account, { replaced }) =>
    `${replaced === true ? 'Replaced' : 'Made'} token and EncodingAESKey${inEn(account)}`,
  'assistant.account': (account, { secret }) =>
    `Entered the ${secret === 'given' ? 'AppSecret' : 'AppID'}${inEn(account)}`,
  'assistant.check': (account) => `Checked what the account may do${inEn(account)}`,
  'assistant.import': (account) =>
    `Read the menu and the replies that are set at WeChat${inEn(account)}`,
};

/** Says in a sentence what was done; a deed without one is shown as it was kept. */
export function describeDeed({ action, target, details }: Deed, language: 'zh' | 'en'): string {
  const sentences = language === 'zh' ? ZH : EN;
  if (Object.hasOwn(sentences, action)) return sentences[action]?.(target, details) ?? action;
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return [action, target, ...facts].filter((word) => word !== '').join(' · ');
}
