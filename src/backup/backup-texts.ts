import type { Sentence } from '../runtime/sentence.ts';
import type { WorkingProcess } from './ports.ts';

const NOTHING_CHANGED = { en: 'Nothing was changed.', zh: '没有改动任何东西。' };

/** Why a backup, a restore or a migration is not done. */
export const backupTexts = {
  fileExists: (file: string): Sentence => ({
    en: `${file} exists already, and a backup overwrites nothing. Choose another name.`,
    zh: `${file} 已经存在，备份不会覆盖任何文件。请换个名字。`,
  }),
  noFolder: (folder: string): Sentence => ({
    en: `There is no folder ${folder} for the backup. Make it first.`,
    zh: `没有文件夹 ${folder}，放不了备份。请先建好。`,
  }),
  inDataDir: (dataDir: string): Sentence => ({
    en: `A backup within DATA_DIR (${dataDir}) would be lost together with it. Choose a place outside, best on another disk.`,
    zh: `备份放在 DATA_DIR（${dataDir}）里会和数据一起丢。请放到外面，最好是另一块磁盘。`,
  }),
  nothingToBackUp: (): Sentence => ({
    en: 'There is no data yet, so there is nothing to back up. Are DATA_DIR and REDIS_URL those of the server?',
    zh: '还没有任何数据，没有可备份的。DATA_DIR、REDIS_URL 和服务器用的一样吗？',
  }),
  noSuchFile: (file: string): Sentence => ({
    en: `There is no file ${file}.`,
    zh: `没有文件 ${file}。`,
  }),
  noBackup: (): Sentence => ({
    en: `The file is no backup of Kuaihui, or it was altered. ${NOTHING_CHANGED.en}`,
    zh: `这不是快回的备份，或者被改动过。${NOTHING_CHANGED.zh}`,
  }),
  forged: (name: string): Sentence => ({
    en: `The file holds something that Kuaihui does not put into a backup (${JSON.stringify(name.slice(0, 80))}), so it was altered. ${NOTHING_CHANGED.en}`,
    zh: `文件里有快回的备份不会有的东西（${JSON.stringify(name.slice(0, 80))}），说明被改动过。${NOTHING_CHANGED.zh}`,
  }),
  damaged: (): Sentence => ({
    en: `The backup is damaged or incomplete: it does not hold what it says of itself. Copy the file again, or take another one. ${NOTHING_CHANGED.en}`,
    zh: `备份已损坏或不完整：内容和它自己的清单对不上。请重新拷贝一次，或换一份备份。${NOTHING_CHANGED.zh}`,
  }),
  newerFormat: (version: string): Sentence => ({
    en: `The backup was made by Kuaihui ${version} in a form that this version does not know. Restore it with that version or a newer one.`,
    zh: `这份备份是快回 ${version} 做的，这个版本不认识它的格式。请用那个版本或更新的版本恢复。`,
  }),
  newerBackup: (version: string): Sentence => ({
    en: `The database in the backup is that of a newer Kuaihui (${version}). Restore it with that version or a newer one. ${NOTHING_CHANGED.en}`,
    zh: `备份里的数据库是更新的版本（快回 ${version}）的。请用那个版本或更新的版本恢复。${NOTHING_CHANGED.zh}`,
  }),
  noSpace: (bytes: number): Sentence => ({
    en: `The disk has no space for the ${megabytes(bytes)} MB of the backup. ${NOTHING_CHANGED.en}`,
    zh: `磁盘空间不够，备份解开要 ${megabytes(bytes)} MB。${NOTHING_CHANGED.zh}`,
  }),
  wrongPassphrase: (): Sentence => ({
    en: `The passphrase is not the one with which this backup was made. ${NOTHING_CHANGED.en}`,
    zh: `口令不对，不是做这份备份时用的那个。${NOTHING_CHANGED.zh}`,
  }),
  processLives: (living: readonly WorkingProcess[]): Sentence => {
    const names = living
      .map(({ host, pid }) => (pid === 0 ? '?' : `${pid}${host && ` @ ${host}`}`))
      .join(', ');
    return {
      en: `Kuaihui is running over this data (process ${names}). Stop it first, with pm2 stop or systemctl stop for example; after a crash wait 5 seconds. ${NOTHING_CHANGED.en}`,
      zh: `快回还在用这些数据（进程 ${names}）。请先停掉，比如 pm2 stop 或 systemctl stop；崩溃之后等 5 秒。${NOTHING_CHANGED.zh}`,
    };
  },
  dataExists: (dataDir: string): Sentence => ({
    en: `There is data already in DATA_DIR (${dataDir}). To put the backup in its place, add --yes; what is there now will be kept beside it.`,
    zh: `DATA_DIR（${dataDir}）里已经有数据。要用备份换掉，请加上 --yes；现有的会留在旁边。`,
  }),
  redisHasData: (): Sentence => ({
    en: `There is data already in Redis, and nothing in Redis is overwritten. Set REDIS_KEY_PREFIX to another word, run this again, and leave it so for the server. ${NOTHING_CHANGED.en}`,
    zh: `Redis 里已经有数据，这里不会覆盖 Redis 里的任何东西。请把 REDIS_KEY_PREFIX 换成别的词再运行，之后服务器也用它。${NOTHING_CHANGED.zh}`,
  }),
  sqliteHasData: (dataDir: string): Sentence => ({
    en: `There is a database already in DATA_DIR (${dataDir}), and it is not overwritten. Move kuaihui.sqlite away, or set DATA_DIR to another folder. ${NOTHING_CHANGED.en}`,
    zh: `DATA_DIR（${dataDir}）里已经有数据库，不会覆盖它。请把 kuaihui.sqlite 移走，或把 DATA_DIR 换成别的文件夹。${NOTHING_CHANGED.zh}`,
  }),
  nothingToMigrate: (): Sentence => ({
    en: 'There is no data to be migrated. Are DATA_DIR, REDIS_URL and REDIS_KEY_PREFIX those of the server?',
    zh: '没有可迁移的数据。DATA_DIR、REDIS_URL、REDIS_KEY_PREFIX 和服务器用的一样吗？',
  }),
  needsRedisUrl: (): Sentence => ({
    en: 'Set REDIS_URL, in .env or in the environment: it names the Redis from which or to which the data go.',
    zh: '请设置 REDIS_URL（.env 或环境变量）：数据从哪个 Redis 来、或到哪个 Redis 去，由它指定。',
  }),
  olderData: (version: string): Sentence => ({
    en: `The data are those of Kuaihui ${version}. Start this version over them once and stop it, then run this again.`,
    zh: `数据还是快回 ${version} 的。请先用这个版本启动一次再停下，然后再运行这个命令。`,
  }),
  countsDiffer: (table: string, from: number, to: number): Sentence => ({
    en: `The copy is not complete: of ${from} ${table} ${to} arrived. The data that were copied are as they were; use them.`,
    zh: `复制不完整：${table} 有 ${from} 条，到了 ${to} 条。原来的数据没有变，请继续用它。`,
  }),
  restoreBrokeOff: (folder: string): Sentence => ({
    en: `A restore into DATA_DIR broke off or is under way (${folder}), and there is no database. Restore the backup again; or delete that folder to start without the data. Data from before are in the folder before-….`,
    zh: `往 DATA_DIR 的恢复中断了，或者还在进行（${folder}），还没有数据库。请重新恢复一次备份；要不带数据启动，就删掉那个文件夹。原来的数据在 before-… 文件夹里。`,
  }),
  notMovable: (dataDir: string): Sentence => ({
    en: `DATA_DIR (${dataDir}) cannot be replaced as a whole: it is mounted there from the same disk. Set DATA_DIR to a folder within it, such as ${dataDir}/kuaihui, and restore again. ${NOTHING_CHANGED.en}`,
    zh: `DATA_DIR（${dataDir}）不能整个换掉：它是从同一块磁盘挂载的。请把 DATA_DIR 设成里面的一个文件夹，比如 ${dataDir}/kuaihui，再恢复一次。${NOTHING_CHANGED.zh}`,
  }),
};

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}
