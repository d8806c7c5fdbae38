import type { AdviceLanguage, Sentence } from '../../src/runtime/sentence.ts';
import type { SettingDefinition, SettingGroup } from '../../src/config/setting-definition.ts';
import type { SettingForm } from '../../src/config/setting-kind.ts';
import { SETTINGS } from '../../src/config/schema.ts';

const BEGIN = '<!-- npm run docs:settings writes from here … -->';
const END = '<!-- … to here -->';

const TEXTS = {
  head: {
    en: '| setting | meaning | values | default |',
    zh: '| 设置 | 含义 | 取值 | 默认 |',
  },
  account: {
    en: 'Each account has its own; a change with `npm run account` takes effect while the server runs.',
    zh: '每个账号各有一份；用 `npm run account` 改的，服务器运行中就生效。',
  },
  server: {
    en: 'One for the whole server; a change takes effect at the next start.',
    zh: '整个服务器一份；改动在下次启动时生效。',
  },
  secret: { en: 'Secret.', zh: '密钥。' },
  operator: {
    en: 'Set by the environment or the command line only.',
    zh: '只能由环境变量或命令行设置。',
  },
} satisfies Record<string, Sentence>;

const FORMS: Readonly<
  Record<
    'word' | 'address' | 'path' | 'json' | 'switch' | 'model' | 'models' | 'sentences',
    Sentence
  >
> = {
  word: { en: 'text', zh: '文字' },
  address: { en: 'address', zh: '地址' },
  path: { en: 'path', zh: '路径' },
  json: { en: 'JSON object', zh: 'JSON 对象' },
  model: { en: '`provider/model`', zh: '`厂商/模型`' },
  models: { en: '`provider/model`, with commas', zh: '`厂商/模型`，逗号隔开' },
  switch: { en: '`on`, `off`', zh: '`on`、`off`' },
  sentences: { en: 'text, with \\n', zh: '文字，可用 \\n' },
};

/** Returns a page with its tables written anew from the schema. */
export function fillSettingsPage(page: string, language: AdviceLanguage): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page lacks ${BEGIN} … ${END}`);
  const before = page.slice(0, begin + BEGIN.length);
  return `${before}\n${tablesIn(language)}\n${page.slice(end)}`;
}

function tablesIn(language: AdviceLanguage): string {
  const groups = [...new Set(SETTINGS.map(({ group }) => group))];
  return groups.map((group) => sectionOf(group, language)).join('');
}

function sectionOf(group: SettingGroup, language: AdviceLanguage): string {
  const rows = SETTINGS.filter((setting) => setting.group === group).map((setting) =>
    rowOf(setting, language),
  );
  const says = [TEXTS[group.scope], ...(group.says ? [group.says] : [])].map(
    (one) => one[language],
  );
  return [
    `\n## ${group.title[language]}\n`,
    `${escaped(says.join(language === 'en' ? ' ' : ''))}\n`,
    TEXTS.head[language],
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function rowOf(setting: SettingDefinition, language: AdviceLanguage): string {
  const { name, kind, says, more, byDefault, isSecret, isForOperator } = setting;
  const sentences = [
    says,
    ...(more ? [more] : []),
    ...(isSecret ? [TEXTS.secret] : []),
    ...(isForOperator ? [TEXTS.operator] : []),
  ].map((one) => one[language]);
  const meaning = escaped(sentences.join(language === 'en' ? ' ' : ''));
  const shownDefault = byDefault === undefined ? '' : `\`${byDefault}\``;
  return `| \`${name}\` | ${meaning} | ${valuesOf(kind.form, language)} | ${shownDefault} |`;
}

function valuesOf(form: SettingForm, language: AdviceLanguage): string {
  switch (form.is) {
    case 'number':
      return language === 'en' ? `${form.least} to ${form.most}` : `${form.least} 到 ${form.most}`;
    case 'choice':
      return form.choices.map((one) => `\`${one}\``).join(language === 'en' ? ', ' : '、');
    default:
      return FORMS[form.is][language];
  }
}

/** Keeps Markdown from reading marks of a sentence as its own, outside code. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(/[<*|]/g, '\\$&')))
    .join('');
}
