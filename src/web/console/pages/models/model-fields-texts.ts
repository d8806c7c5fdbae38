import { bilingual } from '../../texts/bilingual.ts';

/** The words of the fields that connect a model. */
export const modelFieldsTexts = bilingual({
  zh: {
    provider: '服务商',
    other: '其他，兼容 OpenAI 接口（FastGPT、one-api、vLLM 等）',
    providerName: '给它取个名字',
    providerNameHint: '小写字母、数字和单个横线，例如 mine。',
    model: '模型名称',
    modelHint: (names: readonly string[]) =>
      names.length === 0
        ? '照服务商网站上写的填。'
        : `照服务商网站上写的填，例如 ${names.join('、')}。`,
    key: '密钥（API Key）',
    keyHint: '在服务商网站上创建。保存以后不再显示。',
    keyKept: '只写不读：保存后不再显示；已经保存过密钥，不填就用原来的。',
    noKeyHint: '不需要密钥时可以不填。',
    address: '接口地址',
    addressHint: '一般不用填。',
    addressNeeded: '以 http:// 或 https:// 开头，通常以 /v1 结尾。',
    withoutThinking: '关闭思考',
    withoutThinkingHint: (setting: string) =>
      `这家的模型默认先思考再回答；关掉以后，回答会快得多。写入设置 ${setting}。`,
  },
  en: {
    provider: 'Provider',
    other: 'Other, OpenAI-compatible (FastGPT, one-api, vLLM …)',
    providerName: 'A name for it',
    providerNameHint: 'Small letters, digits and single dashes, such as mine.',
    model: 'Name of the model',
    modelHint: (names: readonly string[]) =>
      names.length === 0
        ? "As on the provider's site."
        : `As on the provider's site, such as ${names.join(', ')}.`,
    key: 'API key',
    keyHint: "Made on the provider's site. Once stored it is not shown again.",
    keyKept: 'Once stored it is not shown again; leave it empty to keep a stored one.',
    noKeyHint: 'Leave it empty where no key is needed.',
    address: 'Address of the API',
    addressHint: 'Mostly left empty.',
    addressNeeded: 'Begins with http:// or https://, and mostly ends in /v1.',
    withoutThinking: 'Switch thinking off',
    withoutThinkingHint: (setting: string) =>
      `These models think before they answer; without it answers come much faster. It is written into ${setting}.`,
  },
});
