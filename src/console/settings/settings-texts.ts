import type { Sentence } from '../../runtime/sentence.ts';

/** What the console says of settings that cannot be changed as asked. */
export const settingsTexts = {
  notValid: (problems: readonly Sentence[]): Sentence => ({
    en: `Nothing was changed. ${problems.map(({ en }) => en).join(' ')}`,
    zh: `什么都没有改。${problems.map(({ zh }) => zh).join('')}`,
  }),
  locked: (name: string, variable: string): Sentence => ({
    en: `${name} is set by ${variable} in .env or the environment, so only that can change it. To change it here, take it over first.`,
    zh: `${name} 由 .env 或环境变量里的 ${variable} 设定，只能在那里改。要在这里改，请先“从 .env 接管”。`,
  }),
  ofOperator: (name: string): Sentence => ({
    en: `${name} names a place of the machine, so it is set in .env or the environment only.`,
    zh: `${name} 关系到机器上的路径、端口或数据，只能在 .env 或环境变量里设置。`,
  }),
  unknown: (name: string): Sentence => ({
    en: `There is no setting ${name}.`,
    zh: `没有 ${name} 这个设置。`,
  }),
  metadataAddress: (): Sentence => ({
    en: 'This address is reserved for the machine itself or its cloud, and no service is there. Enter the address from the vendor’s page.',
    zh: '这是给机器自身或云平台保留的地址，不会有服务。请填厂商页面上的地址。',
  }),
  secretNeeded: (address: string, secret: string): Sentence => ({
    en: `${secret} would be sent to another address than it was entered for. Change ${address} and ${secret} together: enter ${secret} again.`,
    zh: `${secret} 是为另一个地址填的，不会发到新的地址去。请把 ${address} 和 ${secret} 一起改：重新填一次 ${secret}。`,
  }),
  notInEnvironment: (name: string): Sentence => ({
    en: `The environment does not set ${name}, so there is nothing to take over.`,
    zh: `.env 和环境变量里都没有 ${name}，不用接管。`,
  }),
};
