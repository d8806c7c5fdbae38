import type { ClosedSecrets } from '../../backup/sealed-settings.ts';
import type { Counts } from '../../backup/ports.ts';
import type { Manifest } from '../../backup/manifest.ts';
import type { Restored } from '../../backup/restore-backup.ts';
import { commandLine } from '../../config/command-line.ts';
import type { Sentence } from '../../runtime/sentence.ts';

/** What `kuaihui backup`, `kuaihui restore` and `kuaihui migrate` say. */
export const backupCommandTexts = {
  copying: (done: number, total: number): Sentence => ({
    en: `Copying the data … ${share(done, total)}`,
    zh: `正在复制数据…… ${share(done, total)}`,
  }),
  packing: (done: number, total: number): Sentence => ({
    en: `Packing … ${share(done, total)}`,
    zh: `正在打包…… ${share(done, total)}`,
  }),
  unpacking: (done: number, total: number): Sentence => ({
    en: `Unpacking and verifying … ${share(done, total)}`,
    zh: `正在解包、校验…… ${share(done, total)}`,
  }),
  filling: (done: number, total: number): Sentence => ({
    en: `Putting the data in place … ${share(done, total)}`,
    zh: `正在放入数据…… ${share(done, total)}`,
  }),
  askNew: (): Sentence => ({
    en: 'Passphrase for the secrets (12 characters or more): ',
    zh: '保护密钥的口令（至少 12 个字符）：',
  }),
  askAgain: (): Sentence => ({ en: 'Again: ', zh: '再输入一次：' }),
  ask: (): Sentence => ({ en: 'Passphrase of the backup: ', zh: '备份的口令：' }),
  notTheSame: (): Sentence => ({
    en: 'The two passphrases differ. No backup was made.',
    zh: '两次输入的口令不一样，没有做备份。',
  }),
  tooShort: (): Sentence => ({
    en: 'The passphrase needs 12 characters or more. No backup was made.',
    zh: '口令至少要 12 个字符，没有做备份。',
  }),
  noPassphrase: (): Sentence => ({
    en: 'A passphrase is needed: type it at the prompt, pipe it in as the first line, or set KUAIHUI_PASSPHRASE. Without the secrets: backup without --with-secrets, restore with --without-secrets.',
    zh: '需要口令：在提示处输入、作为标准输入的第一行传入，或设置 KUAIHUI_PASSPHRASE。不带密钥的话：备份时去掉 --with-secrets，恢复时加上 --without-secrets。',
  }),
  made: (file: string, manifest: Manifest): Sentence => ({
    en: `The backup is written: ${file} (${countsOf(manifest).en}).`,
    zh: `备份已写好：${file}（${countsOf(manifest).zh}）。`,
  }),
  eachFollower: (): Sentence => ({
    en: 'Redis has no view of one moment: the data of each follower are of one moment, but not those of all followers of the same.',
    zh: 'Redis 没有整体快照：每个粉丝的数据各自是同一时刻的，不同粉丝之间可能差一会儿。',
  }),
  withSecrets: (): Sentence => ({
    en: 'Its secrets open with the passphrase only. Keep the passphrase apart from the file; without it they are lost.',
    zh: '里面的密钥只有用口令才能打开。请把口令和文件分开保存，忘了就打不开了。',
  }),
  withoutSecrets: (): Sentence => ({
    en: 'Keys, tokens and the passwords of the console are not in it; with --with-secrets they are, under a passphrase. What followers wrote is in it as it is, so keep the file safe.',
    zh: '里面没有各种密钥、令牌和控制台的密码；加上 --with-secrets 会用口令加密后放进去。粉丝写的内容是原样的，请保管好文件。',
  }),
  migratedToRedis: (counts: Counts): Sentence => ({
    en: `All data are in Redis and were counted (${countsOf({ counts }).en}). Keep REDIS_URL set in .env for the server, then start it. The database in DATA_DIR is as it was; move kuaihui.sqlite away when all is well.`,
    zh: `数据已全部到 Redis，并核对了数量（${countsOf({ counts }).zh}）。请让服务器的 .env 里也有这个 REDIS_URL，再启动。DATA_DIR 里的数据库没有变，确认没有问题后可以移走 kuaihui.sqlite。`,
  }),
  migratedToSqlite: (counts: Counts): Sentence => ({
    en: `All data are in DATA_DIR and were counted (${countsOf({ counts }).en}). Take REDIS_URL out of .env, then start the server. What is in Redis is as it was.`,
    zh: `数据已全部到 DATA_DIR，并核对了数量（${countsOf({ counts }).zh}）。请从 .env 里去掉 REDIS_URL，再启动服务器。Redis 里的数据没有变。`,
  }),
  restored: ({ manifest }: Restored, dataDir: string): Sentence => ({
    en: `Restored into ${dataDir}: the backup of ${manifest.madeAt}, made by Kuaihui ${manifest.version} (${countsOf(manifest).en}).`,
    zh: `已恢复到 ${dataDir}：${manifest.madeAt} 的备份，由快回 ${manifest.version} 所做（${countsOf(manifest).zh}）。`,
  }),
  keptBefore: (folder: string): Sentence => ({
    en: `What was there before is now in ${folder}. Delete it when all is well.`,
    zh: `原来的数据现在在 ${folder}，确认没有问题后可以删掉。`,
  }),
  settingsAre: (file: string): Sentence => ({
    en: `The settings of the backup are in ${file}. Compare them with .env and take over what you need, then delete the file; nothing was overwritten.`,
    zh: `备份里的设置在 ${file}。请和 .env 对照，需要的抄过去，然后删掉它；没有覆盖任何设置。`,
  }),
  missingSettings: (names: readonly string[]): Sentence => ({
    en: `To be set again in .env: ${names.join(', ')}`,
    zh: `要在 .env 里重新填写：${names.join('、')}`,
  }),
  closedSecrets: ({ account, settings }: ClosedSecrets): Sentence =>
    account === undefined
      ? {
          en: `To be set again in the console, as settings of the server: ${settings.join(', ')}`,
          zh: `要在控制台的服务器设置里重新填写：${settings.join('、')}`,
        }
      : {
          en: `To be set again: ${settings.map((name) => commandLine(`account set ${account} ${name}=-`)).join('; ')}`,
          zh: `要重新设置：${settings.map((name) => commandLine(`account set ${account} ${name}=-`)).join('；')}`,
        },
  usersAreGone: (): Sentence => ({
    en: `The users of the console have to be made again: the next start prints a link that sets the owner's password (or: ${commandLine('console link')}).`,
    zh: `控制台的用户要重新建：下次启动会给出设置所有者密码的链接（也可以运行：${commandLine('console link')}）。`,
  }),
  signInAgain: (): Sentence => ({
    en: 'The users of the console sign in again with their passwords.',
    zh: '控制台的用户请用原来的密码重新登录。',
  }),
  oneServerOnly: (): Sentence => ({
    en: 'Start only this server: if the one from which the backup came runs on, followers may get parts of answers twice.',
    zh: '请只启动这一台：做备份的那台如果还在运行，粉丝可能会重复收到部分回答。',
  }),
};

function share(done: number, total: number): string {
  return `${total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100))}%`;
}

function countsOf({ counts }: Pick<Manifest, 'counts'>): Sentence {
  const { followers = 0, turns = 0, records = 0 } = counts;
  return {
    en: `${followers} followers, ${turns} questions, ${records} records`,
    zh: `${followers} 位粉丝，${turns} 个问题，${records} 条记录`,
  };
}
