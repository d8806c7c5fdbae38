import { tapLink } from '../../rendering/tap-link.ts';
import { FEEDBACK_REASONS, SIGNS, writeFeedback, type FeedbackReason } from '../feedback-words.ts';
import { firstWords } from './first-words.ts';
import { formatDuration } from './format-duration.ts';
import { listChoices } from './list-choices.ts';
import type { Texts } from './texts.ts';

const CONTINUE = '继续';
const RETRY = '重试';
const REGENERATE = '重新生成';
const FORGET = '忘掉';
const CONFIRM = '确认删除';

const REASONS: Readonly<Record<FeedbackReason, string>> = {
  inaccurate: '不准确',
  'off-the-point': '没答到点上',
  'too-long': '太长',
  unclear: '看不懂',
};

/** Kinds of records, by the names of their collections. */
const RECORDS: Readonly<Record<string, string>> = {
  memories: '你让我记住的',
  summaries: '对话摘要',
  preferences: '你选的角色和模型',
  'bot-conversations': '外部平台上的会话编号',
  feedback: '你对回答的评价和纠正',
  unanswered: '资料里没有答案的问题',
  'follower-cards': '运营者给你写的备注和标签',
  'turn-steps': '正在写的回答用到的工具',
  'page-reads': '最近为你读网页的次数',
  'shared-pages': '你发来的网页',
};

export const zh: Texts = {
  welcome: `你好，欢迎关注！直接发消息就能提问，我会尽快回答。\n\n想换个话题，回复“${tapLink('新对话')}”；想看能做什么，回复“${tapLink('帮助')}”。`,
  help: ({ answersFrom, usesDocuments, personas, models }) =>
    [
      ...(answersFrom === 'model'
        ? [
            '直接发文字就能提问，我记得这次对话里说过的话。还可以回复：',
            `${tapLink('新对话')}：忘掉前面的内容，重新开始`,
            `${tapLink(CONTINUE)}：看没发完的回答`,
            `${tapLink('停止')}：不用再回答了`,
            `${tapLink(RETRY)}：上一个问题没答成，再试一次`,
            `${tapLink(REGENERATE)}：换一个回答`,
            `${tapLink('撤回')}：当作没问过上一个问题`,
            '“记住：……”：让我一直记住一件事',
            `${tapLink('我的记忆')}：看我记住了什么`,
          ]
        : [
            '直接发文字就能提问。我还没有接上大模型，只会从资料里找出相关的段落给你看；每个问题单独回答，不会联系前面说过的话。还可以回复：',
            `${tapLink(CONTINUE)}：看没发完的回答`,
            `${tapLink('停止')}：不用再回答了`,
          ]),
      ...(usesDocuments()
        ? [
            `${tapLink('👍')} ${tapLink('👎')}：说上一个回答好不好`,
            '“纠正：……”：告诉我正确答案，运营者会看',
          ]
        : []),
      ...(personas.length > 1 ? [`${tapLink('角色')}：换一个角色来回答`] : []),
      ...(models.length > 1 ? [`${tapLink('模型')}：换一个模型来回答`] : []),
      ...(answersFrom === 'model' ? [`${tapLink('我的用量')}：看用了多少`] : []),
      `${tapLink('导出我的数据')}：看我保存了你的哪些内容`,
      `${tapLink('删除我的数据')}：清除保存的全部聊天内容，会先问你一次`,
    ].join('\n'),
  newConversation: '好的，我们重新开始。请问想聊什么？',
  stopped: '好的，已经停下。',
  nothingToStop: '现在没有正在写的回答。',
  nothingToContinue:
    '前面的回答都发完了，没有剩下的内容。想让我接着讲，请说具体一点，比如“接着讲第二点”。',
  nothingToRetry: `没有需要重试的问题。想换个答法，点“${tapLink(REGENERATE)}”（也可以回复“${REGENERATE}”）。`,
  nothingToRegenerate: '这次对话里还没有可以重新回答的问题。请直接把问题发给我。',
  undone: (question) =>
    `好的，“${firstWords(question)}”和它的回答已经撤回，后面的对话不会再提到。再回复“${tapLink('撤回')}”会撤回更前面的一问。`,
  nothingToUndo: '这次对话里没有可以撤回的问题。',
  nothingToAsk: '请把要问的内容直接发给我。',
  confirmForgetting: [
    '要删除的是：你问过的全部问题、我给你的全部回答（包括还没发完的），以及我记住的内容和你的选择。删除以后找不回来。',
    '',
    `确定的话，点“${tapLink(CONFIRM)}”（也可以回复“${CONFIRM}”）。不想删除，什么都不用做。`,
  ].join('\n'),
  forgotten: '你的数据已经全部删除。再发消息就会开始新的对话。',
  unsupportedMessage: '这种消息微信没有转给我，我看不到内容。请用文字告诉我。',
  image: '图片我还看不懂，请用文字描述一下想问的内容。',
  voice: '语音我还听不懂，请打字告诉我，或用微信的“转文字”后再发。',
  video: '视频我还看不了，请用文字告诉我想问什么。',
  file: '文件我还打不开，请把要问的内容贴成文字发给我。',
  otherKind: '这种消息我还看不懂，请用文字告诉我想问什么。',
  questionTooLong: '这条消息太长了，请精简一些，或分成几次发给我。',
  tooFast: (waitSeconds) => `你问得有点快，请过 ${waitSeconds} 秒再发一次。`,
  questionsUsedUp: '今天的提问次数已经用完了，明天 0 点以后可以接着问。',
  tokensUsedUp: '今天的回答用量已经用完了，明天 0 点以后可以接着问。',
  budgetUsedUp: '今天的额度用完了，明天 0 点以后可以接着问。“继续”“新对话”这些指令照常能用。',
  priceMissing: '抱歉，现在没法回答：这个账号的设置还没填完整，请联系运营者。',
  usedByFollower: ({ today, lastDays, questions, tokens }) =>
    [
      `今天：提问 ${count(today.questions)} 次，用了约 ${count(today.tokens)} 个 token`,
      `最近 ${lastDays.days} 天：提问 ${count(lastDays.questions)} 次，用了约 ${count(lastDays.tokens)} 个 token`,
      ...(questions
        ? [`今天还能提问 ${count(questions.left)} 次（每天 ${count(questions.of)} 次）`]
        : []),
      ...(tokens
        ? [`今天还能用约 ${count(tokens.left)} 个 token（每天 ${count(tokens.of)} 个）`]
        : []),
      ...(questions || tokens ? ['每天 0 点重新计算。'] : []),
    ].join('\n'),
  locationQuestion: ({ label, latitude, longitude }) =>
    `我发来一个位置：${label || '未命名地点'}（纬度 ${latitude}，经度 ${longitude}）。`,
  linkQuestion: ({ title, description, url }) =>
    ['我分享了一个链接：', title, description, url].filter((line) => line !== '').join('\n'),
  pageNotRead: {
    verification:
      '这个链接要先通过微信的安全验证才能打开，我看不到里面的内容。请在微信里打开它，把正文复制发给我。',
    deleted: '这篇文章已经被删除，看不到内容了。如果你存有正文，可以复制发给我。',
    violating: '这篇文章因为违规已经不能查看。如果你存有正文，可以复制发给我。',
    paid: '这是付费文章，我只能看到免费的部分，所以不总结。你已经付费的话，可以把想问的段落复制发给我。',
    video: '这是视频，里面没有文字，我看不了。想聊它的话，请用文字告诉我大致内容。',
    pictures: '这篇内容只有图片，我读不到图片里的字。可以把文字部分复制发给我，或者直接发图片。',
    'no-text': '这个网页里没有找到可以读的文字。请把想看的内容复制发给我。',
    'not-opened': '这个链接我打不开。请检查网址，或者把内容复制发给我。',
    'not-found': '这个网页不存在，可能已经删掉或换了地址。请检查网址，或者把内容复制发给我。',
    'timed-out': '这个网页太久没有打开。可以过一会儿再发一次，或者把内容复制发给我。',
    'too-large': '这个网页太大，我读不了。请把想看的部分复制发给我。',
    'wrong-kind': '这个链接不是网页或 PDF，我读不了。请把里面的文字复制发给我。',
    'too-many': '短时间内发来的链接太多，这个先不读了。请过一会儿再发，或者把内容复制发给我。',
  },
  failed: `抱歉，这次没能写出回答。点“${tapLink(RETRY)}”再试一次（也可以直接回复“${RETRY}”）。`,
  interrupted: `（抱歉，回答写到这里中断了。点“${tapLink(RETRY)}”重新回答，也可以直接回复“${RETRY}”。）`,
  cutOff: '（回答太长，先写到这里。想了解哪一部分，可以接着问。）',
  refused: '抱歉，按照模型的内容规则，这个问题没法回答。请换个问法，或者问点别的。',
  cutByFilter: '（按照模型的内容规则，回答只能写到这里。可以换个问法接着问。）',
  taskFailed: '抱歉，这次没有办成。请过一会儿再发一次。',
  exported: {
    head: '下面是我保存的关于你的全部内容。',
    recordsHead: '【记住的内容和选择】',
    record: (kind, words) => `${RECORDS[kind] ?? '其他'}：${words.join('，')}`,
    feedback: { ...SIGNS, ...REASONS },
    turnsHead: (count) => `【对话，共 ${count} 条】`,
    noTurns: '【对话】没有保存任何对话。',
    moreRecords: '（更早的太多，这里放不下。它们也还保存着，会一起删除。）',
    more: '（更早的对话太多，这里放不下。它们也还保存着，会一起到期或一起删除。）',
    question: '你：',
    leftOut: '（不再算进对话）',
    answer: '我：',
    noAnswer: '（没有回答）',
    end: `没发完的回答里你还没收到的部分不在其中；用量看“${tapLink('我的用量')}”。这些内容保存到期后自动删除；想现在就全部删除，回复“${tapLink('删除我的数据')}”。`,
  },
  paused: '抱歉，这个账号暂时停止回复，恢复后请再发一次。',
  outOfOrder: '抱歉，系统暂时忙不过来，没能记下你的消息。请过一会儿再发一次。',
  more: `${tapLink(CONTINUE, '👉 继续')}（也可以回复“${CONTINUE}”）`,
  earlier: `${tapLink(CONTINUE, '👉 上次的回答还没看完')}（也可以回复“${CONTINUE}”）`,
  stillWriting: `这个问题要多想一会儿，回答还在写。\n\n${tapLink(CONTINUE, '👉 看回答')}（也可以回复“${CONTINUE}”）`,
  inQueue: ({ ahead, beginsInMs }, comes) =>
    [
      ahead === undefined
        ? '你的问题还在排队'
        : ahead === 0
          ? '下一个就轮到你的问题'
          : `前面还有 ${ahead} 个问题`,
      `，预计约 ${formatDuration(beginsInMs, { seconds: '秒', minutes: '分钟', hours: '小时' })}后开始回答。`,
      comes === 'by itself'
        ? '答案写好后会发给你，不用再问一次。'
        : `不用再问一次，到时点“${tapLink(CONTINUE, '👉 看回答')}”就能看到（也可以回复“${CONTINUE}”）。`,
    ].join(''),
  remembered: ({ text, code }) =>
    `好的，我记住了：${text}\n\n${tapLink(`${FORGET}${code}`, FORGET)} · ${tapLink('这是提问')}`,
  rememberedBefore: ({ text, code }) =>
    `这一条我已经记着了：${text}\n\n${tapLink(`${FORGET}${code}`, FORGET)} · ${tapLink('这是提问')}`,
  nothingToRemember: '要我记住什么？请这样说：“记住：我对花生过敏”。',
  tooLongToRemember: (most) => `这一条太长了，我一条最多记 ${most} 个字，请说得短一些。`,
  tooMuchToRemember: (most) =>
    `我最多记 ${most} 条，已经满了。点“${tapLink('我的记忆')}”，忘掉几条再记。`,
  memories: (facts) =>
    [
      '你让我记住的事：',
      ...facts.map(
        ({ text, code }, index) => `${index + 1}. ${text}  ${tapLink(`${FORGET}${code}`, FORGET)}`,
      ),
      '',
      '另外，聊得久了，这次对话前面的内容我会记成摘要；回复“新对话”就不再用它。',
    ].join('\n'),
  noMemories:
    '你还没有让我记住什么。想让我一直记着的事，可以说：“记住：我对花生过敏”。\n\n聊得久了，这次对话前面的内容我会记成摘要；回复“新对话”就不再用它。',
  memoryForgotten: '好的，这一条已经忘掉了。',
  memoryUnknown: `没有找到这一条，可能已经忘掉了。点“${tapLink('我的记忆')}”看还有哪些。`,
  feedbackThanks: '谢谢，记下了。',
  askFeedbackReason: (code) =>
    [
      '谢谢，记下了。哪里不好？',
      FEEDBACK_REASONS.map((reason) =>
        tapLink(writeFeedback({ verdict: 'down', code, reason }), REASONS[reason]),
      ).join(' · '),
      '知道正确答案的话，可以回复“纠正：正确答案”。',
    ].join('\n\n'),
  feedbackReasonNoted: '谢谢，记下了。知道正确答案的话，可以回复“纠正：正确答案”。',
  feedbackUnknown: '没有找到这条回答，可能已经到期删除了，所以没有记下。',
  nothingToRate: '还没有可以评价的回答。',
  correctionNoted: '谢谢，你的纠正记下了，运营者会看。',
  correctionEmpty: '请把正确答案写在后面，例如：“纠正：满 99 元包邮”。',
  correctionTooLong: (most) => `纠正太长了，最多 ${most} 个字，请说得短一些。`,
  nothingToCorrect: '还没有可以纠正的回答。',
  notInDocuments: '抱歉，这个问题在我的资料里没有找到答案。',
  aiLabel: '（AI生成）',
  systemPrompt:
    '你是一个微信公众号里的助手。请用简短、自然的纯文本回答，先给结论，再给必要的说明；除非对方要求，不超过三百字。不使用表格和 Markdown 标题。不确定的事情要直说。用提问者的语言回答。',
  ownPersona: {
    name: '默认',
    description: '这个公众号平时的助手',
    greeting: '好的，换回默认的助手。请问想聊什么？',
  },
  personas: (choices) =>
    [
      '点名字就能换一个角色来回答：',
      listChoices(choices, { command: '角色', current: '（现在用的）', colon: '：' }),
      '',
      '选好以后，开始新对话也一直用它。',
    ].join('\n'),
  personaChosen: (name) => `好的，接下来由“${name}”回答。`,
  unknownPersona: '没有这个角色。',
  onlyOnePersona: '这里没有可以换的角色。',
  models: (choices) =>
    [
      '点名字就能换一个模型来回答：',
      listChoices(choices, { command: '模型', current: '（现在用的）', colon: '：' }),
      '',
      '选好以后，开始新对话也一直用它。',
    ].join('\n'),
  defaultModel: { name: '默认', description: '由公众号决定' },
  modelChosen: (name) => `好的，接下来由 ${name} 回答。`,
  defaultModelChosen: '好的，换回默认的模型。',
  unknownModel: '没有这个模型，或者这里不提供。',
  onlyOneModel: '这里没有可以换的模型。',
};

function count(number: number): string {
  return number.toLocaleString('zh-CN');
}
