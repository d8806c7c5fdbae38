import { randomUUID } from 'node:crypto';
import { createPlatform } from '../../src/simulator/platform/platform.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { removeVolume, startContainer } from './container.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly looked: string;
  readonly found: string;
  readonly isGood: boolean;
}

const TOKEN = 'imagetoken0123456';
const QUESTION = '宝塔面板怎么部署？';
const WRITE =
  "try { require('fs').writeFileSync('/app/x', ''); console.log('written') } catch (error) { console.log(error.code) }";
const SECOND = 1000;

/** Plays the first minutes of an image: a question, a look into the container, a restart, and what is kept. */
export async function smoke(image: string): Promise<readonly Finding[]> {
  const port = await findFreePort();
  const volume = `kuaihui-smoke-${randomUUID()}`;
  const environment = {
    PORT: String(port),
    WECHAT_TOKEN: TOKEN,
    KNOWLEDGE_DIR: '/app/handbook/zh',
  };
  const platform = createPlatform({
    ...{ webhookUrl: `http://127.0.0.1:${port}/wechat`, token: TOKEN, mode: 'plain' },
    ...{ accountKind: 'personal', appId: 'wx0123456789abcdef' },
  });
  const follower = platform.follower('oImage');
  const findings: Finding[] = [];
  const note = (looked: string, found: string, isGood: boolean) =>
    void findings.push({ looked, found, isGood });
  try {
    const startedAt = Date.now();
    const first = await startContainer({ image, volume, environment });
    const took = (Date.now() - startedAt) / SECOND;
    note('it listens', `${took.toFixed(2)} s after the start`, true);
    const link = first.startLines.some((line) => line.includes('/console/setup?code='));
    note('its log has the link to the console', link ? 'yes' : 'no', link);

    const askedAt = Date.now();
    const answer = (await follower.says(QUESTION)).text ?? '';
    const answered = `${((Date.now() - askedAt) / SECOND).toFixed(2)} s, ${answer.length} characters`;
    note('the first answer', answered, answer.includes('PM2'));

    const user = await first.run('id', '-u');
    note('its user', user, user === '1000');
    const written = await first.run('node', '-e', WRITE);
    note('a write outside of /data', written, written === 'EROFS');
    const mode = await first.run('stat', '-c', '%a', '/data');
    note('the rights of /data', mode, mode === '700');
    const keys = await first.run('kuaihui', 'keys');
    note('a command in the container', 'kuaihui keys', keys.includes('/metrics?key='));
    const backup = await first.run('sh', '-c', 'kuaihui backup /tmp/b >&2 && wc -c < /tmp/b');
    note('a backup', `${backup} bytes`, Number(backup) > 0);
    const isHealthy = await first.isHealthy();
    note('the health check', isHealthy ? 'healthy' : 'unhealthy', isHealthy);

    const stoppedAt = Date.now();
    const code = await first.stop();
    const stop = `exit code ${code} after ${((Date.now() - stoppedAt) / SECOND).toFixed(2)} s`;
    note('it stops on SIGTERM', stop, code === 0);

    const second = await startContainer({ image, volume, environment });
    await follower.says('导出我的数据');
    const isKept = follower.seen.some(({ text }) => text.includes(QUESTION));
    note('a new container over the same volume', isKept ? 'knows it' : 'forgot it', isKept);
    await second.stop();
    return findings;
  } finally {
    await platform.close();
    await removeVolume(volume);
  }
}
