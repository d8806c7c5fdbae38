import type { Sentence } from '../runtime/sentence.ts';
import { commandLine } from './command-line.ts';
import { isInstalled, PROJECT_FOLDER } from './project-folder.ts';

/** Why a start failed although the settings are well formed, and what to do about it. */
export const startFailureTexts = {
  cannotStart: (): Sentence => ({ en: 'Kuaihui cannot start.', zh: '快回启动不了。' }),
  portInUse: (port: string, by: string | undefined): Sentence => {
    // PM2's daemon listens for the apps of a cluster and is not the program to stop.
    const isPm2 = by !== undefined && /pm2/i.test(by);
    return {
      en: `Port ${port} is in use${by ? ` by ${by}` : ''}. Stop the other program${isPm2 ? ' (Kuaihui under PM2: pm2 stop kuaihui)' : ''}, or set PORT to a free one in .env.`,
      zh: `端口 ${port} 已被占用${by ? `（${by}）` : ''}。请停掉那个程序${isPm2 ? '（PM2 里的快回：pm2 stop kuaihui）' : ''}，或在 .env 里把 PORT 换成空闲的端口。`,
    };
  },
  portForbidden: (port: string): Sentence => ({
    en: `Port ${port} may not be opened by this user. Set PORT to one above 1023 in .env and let Nginx listen on 80 and 443.`,
    zh: `当前用户无权使用端口 ${port}。请在 .env 里把 PORT 改成 1024 以上，由 Nginx 监听 80 和 443。`,
  }),
  hostNotHere: (host: string, addresses: readonly string[]): Sentence => ({
    en: `HOST=${host} is no address of this machine. A cloud server does not hold its public address itself. Leave HOST out or set 0.0.0.0 to listen on all; the addresses here are ${addresses.join(', ')}.`,
    zh: `HOST=${host} 不是本机的地址。云服务器的公网 IP 不在机器自己身上。请去掉 HOST，或填 0.0.0.0 监听全部；本机的地址有 ${addresses.join('、')}。`,
  }),
  hostNoAddress: (host: string): Sentence => ({
    en: `HOST=${host} is no address and no name that is known here. If you did not set it, the shell did (csh and conda do): start with HOST=0.0.0.0 in front of the command, or without the variable: env -u HOST ${commandLine('start')}`,
    zh: `HOST=${host} 不是地址，也不是能解析的主机名。如果不是你设的，就是 shell 设的（csh 和 conda 会设）：在启动命令前加 HOST=0.0.0.0，或去掉这个变量：env -u HOST ${commandLine('start')}`,
  }),
  notWritable: (path: string, code: string): Sentence => ({
    en: `${path} may not be written by this user (${code}). Give it to the user who runs Kuaihui, or set DATA_DIR to another folder in .env.`,
    zh: `当前用户无权写入 ${path}（${code}）。请把它交给运行快回的用户，或在 .env 里把 DATA_DIR 换成别的文件夹。`,
  }),
  readOnlyDisk: (path: string): Sentence => ({
    en: `${path} is on a disk that can only be read (EROFS). Set DATA_DIR to a folder on a writable disk in .env; in a container, mount a volume there.`,
    zh: `${path} 所在的磁盘是只读的（EROFS）。请在 .env 里把 DATA_DIR 换到可写的磁盘；容器里请挂载一个卷。`,
  }),
  dataDirIsNoFolder: (path: string): Sentence => ({
    en: `DATA_DIR has to be a folder, and ${path} is a file, or lies below one. Set DATA_DIR to a folder in .env, or move the file away.`,
    zh: `DATA_DIR 要是文件夹，而 ${path} 是文件，或者在一个文件的下面。请在 .env 里把 DATA_DIR 换成文件夹，或把文件移走。`,
  }),
  dataDirIsNowhere: (path: string): Sentence => ({
    en: `${path} cannot be made: what it points to, or what it lies in, does not exist. Set DATA_DIR to another folder in .env.`,
    zh: `建不了 ${path}：它指向的地方，或它所在的地方不存在。请在 .env 里把 DATA_DIR 换成别的文件夹。`,
  }),
  diskFull: (): Sentence => ({
    en: 'The disk is full. Make room (df -h shows how much there is), then start again.',
    zh: '磁盘满了。请腾出空间（df -h 可查看），再启动。',
  }),
  tooManyFiles: (): Sentence => ({
    en: 'This user has too many files open. Raise the limit (ulimit -n 65535), then start again.',
    zh: '当前用户打开的文件太多。请调高上限（ulimit -n 65535），再启动。',
  }),
  moduleMissing: (name: string): Sentence =>
    isInstalled(PROJECT_FOLDER)
      ? {
          en: `The package ${name} is missing, or was installed on another kind of system. Install Kuaihui anew on this machine.`,
          zh: `缺少依赖包 ${name}，或它是在另一种系统上安装的。请在这台机器上重新安装快回。`,
        }
      : {
          en: `The package ${name} is missing, or was installed on another kind of system. Delete node_modules and run npm ci on this machine.`,
          zh: `缺少依赖包 ${name}，或它是在另一种系统上安装的。请删掉 node_modules，在这台机器上重新运行 npm ci。`,
        },
  dataInPackage: (path: string, to: string): Sentence => ({
    en: `${path} lies in a folder that npm manages: its next install would delete all data. Start Kuaihui in a folder of its own (data and .env are looked for there), or set DATA_DIR to one, such as ${to}. If data is there already, stop, move it first: mv ${path} ${to}`,
    zh: `${path} 在 npm 管理的文件夹里，下次安装就会删掉全部数据。请在单独的文件夹里启动快回（数据和 .env 都在那里找），或把 DATA_DIR 设成别的文件夹，例如 ${to}。如果那里已有数据，请停下来先移走：mv ${path} ${to}`,
  }),
};
