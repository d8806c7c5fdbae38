import type { SettingDefinition, SettingGroup } from '../../src/config/setting-definition.ts';
import { SETTINGS } from '../../src/config/schema.ts';
import { wrapText } from './wrap-text.ts';

const HEAD = [
  "Kuaihui's settings. Copy this file to .env, take the # away from the lines you need, fill them in, and start again.",
  '把本文件复制为 .env，去掉需要的行前面的 #，填好后重启。',
  '',
  'Every setting is here, each with its default. A line that stays a comment changes nothing, and neither does an empty value. What the environment sets goes before what .env sets. On and off may be written on/off, yes/no, true/false, 开/关, 是/否. A value with # in it stands in quotation marks: SYSTEM_PROMPT="你是C#老师".',
  '这里有全部设置和默认值。注释掉的行和空值不起作用；环境变量优先于 .env。值里有 # 时要加英文引号。',
  '',
  'A secret can be read from a file, as Docker and Kubernetes hand it on: WECHAT_TOKEN_FILE in place of WECHAT_TOKEN, and so on, with the path. "Secret" stands at those that can.',
  '密钥可以从文件读：例如用 WECHAT_TOKEN_FILE 写文件路径，代替 WECHAT_TOKEN。能这样用的都标了“密钥”。',
];

/** Writes .env.example from the schema. */
export function writeEnvExample(): string {
  const lines = HEAD.flatMap((text) => comment(text));
  for (const [n, setting] of SETTINGS.entries()) {
    if (setting.group !== SETTINGS[n - 1]?.group) lines.push('', ...headOf(setting.group));
    if (setting.group.layout === 'compact') lines.push(...compactLinesOf(setting));
    else lines.push('', ...linesOf(setting));
  }
  return `${lines.join('\n')}\n`;
}

/** The lines of one of many settings that are alike: a sentence at the first of a provider, which is the secret. */
function compactLinesOf({ name, says, isSecret, byDefault = '' }: SettingDefinition): string[] {
  const head = isSecret ? ['', `# ${says.en} ${says.zh}`] : [];
  return [...head, `# ${name}=${byDefault}`];
}

function headOf({ title, says }: SettingGroup): readonly string[] {
  const head = `# --- ${title.en} · ${title.zh} ---`;
  return says ? [head, ...comment(says.en), ...comment(says.zh)] : [head];
}

function linesOf({ name, says, more, isSecret, byDefault = '' }: SettingDefinition): string[] {
  const text = (language: 'en' | 'zh', between: string, secret: string) =>
    [says[language], more?.[language], isSecret ? secret : undefined]
      .filter((part) => part !== undefined)
      .join(between);
  return [
    ...comment(text('en', ' ', 'Secret.')),
    ...comment(text('zh', '', '密钥。')),
    `# ${name}=${byDefault}`,
  ];
}

function comment(text: string): readonly string[] {
  return wrapText(text).map((line) => `# ${line}`.trimEnd());
}
