import type { BotErrorRule } from '../bots/bot-protocol.ts';

/** Returns the codes of Coze's API, which come with status 200 as often as not. */
export function cozeErrorRules(bot: string): readonly BotErrorRule[] {
  return [
    {
      is: 'unknown-model',
      codes: /^4200$/,
      words: /\bbot|智能体/i,
      advice: {
        en: `There is no bot ${bot} behind OPENAI_API_KEY: in CHAT_MODELS, coze/ is followed by the number at the end of the bot's address.`,
        zh: `OPENAI_API_KEY 名下没有智能体 ${bot}：CHAT_MODELS 里 coze/ 后面要填智能体网址末尾的那串数字。`,
      },
    },
    { is: 'conversation-gone', codes: /^4200$/ },
    {
      is: 'conversation-gone',
      words:
        /conversation.{0,60}(?:not (?:exist|found)|n't exist|invalid|deleted)|(?:invalid|unknown).{0,20}conversation|会话.{0,12}(?:不存在|已删除|无效)/i,
    },
    // Another question is being answered in the conversation; it ends soon.
    { is: 'overloaded', codes: /^4016$/ },
    { is: 'throttled', codes: /^4013$/ },
    {
      is: 'unknown-model',
      codes: /^4015$/,
      advice: {
        en: `The bot ${bot} is not published to the API: publish it in Coze with the channel API switched on.`,
        zh: `智能体 ${bot} 没有发布到 API 渠道。请在扣子里发布，并勾选 API。`,
      },
    },
    {
      is: 'credit',
      codes: /^(?:4008|4009|4011|4019|402[78]|4033)$/,
      advice: {
        en: 'The Coze account behind OPENAI_API_KEY has used up its credit or its free quota; top it up or choose a larger plan.',
        zh: 'OPENAI_API_KEY 所属扣子账号的余额或免费额度用完了。请充值或升级套餐。',
      },
    },
    {
      is: 'key',
      codes: /^(?:4100|401|7000120\d\d)$/,
      advice: {
        en: 'Coze refused OPENAI_API_KEY; tokens expire: make a new one in Coze with the permission Chat.',
        zh: '扣子不接受 OPENAI_API_KEY。令牌会过期，请在扣子新建一个，并勾选对话（chat）权限。',
      },
    },
    {
      is: 'not-allowed',
      codes: /^4101$/,
      advice: {
        en: `The token in OPENAI_API_KEY may not use the bot ${bot}: give it the permission Chat and the bot's workspace, and compare COZE_BASE_URL (coze.cn and coze.com are two worlds).`,
        zh: `OPENAI_API_KEY 的令牌没有权限用智能体 ${bot}：请给它对话（chat）权限和智能体所在的空间，并核对 COZE_BASE_URL（coze.cn 和 coze.com 不通用）。`,
      },
    },
  ];
}
