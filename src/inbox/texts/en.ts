import { tapLink } from '../../rendering/tap-link.ts';
import { FEEDBACK_REASONS, SIGNS, writeFeedback, type FeedbackReason } from '../feedback-words.ts';
import { firstWords } from './first-words.ts';
import { formatDuration } from './format-duration.ts';
import { listChoices } from './list-choices.ts';
import type { Texts } from './texts.ts';

const CONTINUE = 'continue';
const RETRY = 'retry';
const REGENERATE = 'regenerate';
const FORGET = 'forget-';
const AS_QUESTION = 'this-is-a-question';
const CONFIRM = 'confirm-delete';

const REASONS: Readonly<Record<FeedbackReason, string>> = {
  inaccurate: 'not correct',
  'off-the-point': 'beside the point',
  'too-long': 'too long',
  unclear: 'hard to understand',
};

/** Kinds of records, by the names of their collections. */
const RECORDS: Readonly<Record<string, string>> = {
  memories: 'You asked me to remember',
  summaries: 'Summary of a conversation',
  preferences: 'The persona and model that you chose',
  'bot-conversations': 'Number of a conversation on another platform',
  feedback: 'What you said of an answer',
  unanswered: 'A question that the documents did not answer',
  'follower-cards': 'What the account noted about you',
  'turn-steps': 'Tools of an answer that is being written',
  'page-reads': 'Pages that were read for you of late',
  'shared-pages': 'A page that you sent',
};

export const en: Texts = {
  welcome: `Hello and welcome! Just send a message to ask something.\n\nReply “${tapLink('new')}” for another topic, or “${tapLink('help')}” to see what I can do.`,
  help: ({ answersFrom, usesDocuments, personas, models }) =>
    [
      ...(answersFrom === 'model'
        ? [
            'Send a text to ask; I remember what was said in this conversation. You can also reply:',
            `${tapLink('new')}: forget what was said and start afresh`,
            `${tapLink(CONTINUE)}: read the rest of an answer`,
            `${tapLink('stop')}: no answer needed any more`,
            `${tapLink(RETRY)}: try the last question again when it failed`,
            `${tapLink(REGENERATE)}: another answer to the last question`,
            `${tapLink('undo')}: take the last question and its answer back`,
            '“remember: …”: have me remember something for good',
            `${tapLink('memory')}: see what I remember`,
          ]
        : [
            'Send a text to ask. No language model is connected yet: I look for passages in documents and quote them. Each question stands alone; I do not refer to what was said before. You can also reply:',
            `${tapLink(CONTINUE)}: read the rest of an answer`,
            `${tapLink('stop')}: no answer needed any more`,
          ]),
      ...(usesDocuments()
        ? [
            `${tapLink('👍')} ${tapLink('👎')}: say whether the last answer was good`,
            '“correction: …”: tell me the right answer; the owner will read it',
          ]
        : []),
      ...(personas.length > 1 ? [`${tapLink('persona')}: choose who answers`] : []),
      ...(models.length > 1 ? [`${tapLink('model')}: choose the model that answers`] : []),
      ...(answersFrom === 'model' ? [`${tapLink('usage')}: see what you have used`] : []),
      `${tapLink('export-my-data', 'export my data')}: read what is stored about you`,
      'delete my data: erase everything that is stored of our chats; I will ask once before I do',
    ].join('\n'),
  newConversation: 'All right, a fresh start. What would you like to talk about?',
  stopped: 'All right, I have stopped.',
  nothingToStop: 'No answer is being written.',
  nothingToContinue:
    'You have read all of my answers; nothing is left over. To hear more, please say what about, such as “tell me more about the second point”.',
  nothingToRetry: `No question failed. For another answer, tap “${tapLink(REGENERATE)}” (or reply “${REGENERATE}”).`,
  nothingToRegenerate:
    'There is no question in this conversation that could be answered anew. Please send it to me.',
  undone: (question) =>
    `All right, “${firstWords(question)}” and its answer are taken back and will not be referred to. Reply “${tapLink('undo')}” again for the question before it.`,
  nothingToUndo: 'There is no question in this conversation to take back.',
  nothingToAsk: 'Please send me what you would like to ask.',
  confirmForgetting: [
    'This deletes all your questions, all my answers (also what you have not read yet), what I remember, and what you chose. It cannot be undone.',
    '',
    `If you are sure, tap “${tapLink(CONFIRM)}” (or reply “${CONFIRM}”). To keep it, do nothing.`,
  ].join('\n'),
  forgotten: 'Everything stored of our chats is deleted. Your next message begins anew.',
  unsupportedMessage: 'WeChat did not pass this kind of message on to me. Please tell me in words.',
  image: 'I cannot read pictures yet. Please describe in words what you would like to ask.',
  voice: 'I cannot listen yet. Please type your question.',
  video: 'I cannot watch videos yet. Please tell me in words what you would like to ask.',
  file: 'I cannot open files yet. Please paste the text that you would like to ask about.',
  otherKind:
    'I do not understand this kind of message yet. Please tell me in words what you would like to ask.',
  questionTooLong: 'This message is too long. Please shorten it, or send it in several pieces.',
  tooFast: (waitSeconds) => `That was a little fast. Please send it again in ${waitSeconds} s.`,
  questionsUsedUp: 'Today’s questions are used up. You can go on asking after midnight.',
  tokensUsedUp: 'What I may write for you today is used up. You can go on asking after midnight.',
  budgetUsedUp:
    'Today’s budget is used up; questions are answered again after midnight. Commands such as “continue” go on working.',
  priceMissing:
    'Sorry, no answer is possible now: this account is not fully set up. Please tell its owner.',
  usedByFollower: ({ today, lastDays, questions, tokens }) =>
    [
      `Today: ${questionsOf(today.questions)}, about ${count(today.tokens)} tokens`,
      `The last ${lastDays.days} days: ${questionsOf(lastDays.questions)}, about ${count(lastDays.tokens)} tokens`,
      ...(questions
        ? [`Left today: ${questionsOf(questions.left)} (of ${count(questions.of)} a day)`]
        : []),
      ...(tokens
        ? [`Left today: about ${count(tokens.left)} tokens (of ${count(tokens.of)} a day)`]
        : []),
      ...(questions || tokens ? ['Counting begins anew at midnight.'] : []),
    ].join('\n'),
  locationQuestion: ({ label, latitude, longitude }) =>
    `I am sending a location: ${label || 'no name'} (latitude ${latitude}, longitude ${longitude}).`,
  linkQuestion: ({ title, description, url }) =>
    ['I am sharing a link:', title, description, url].filter((line) => line !== '').join('\n'),
  pageNotRead: {
    verification:
      'WeChat asks for a verification before it opens this link, so I cannot see what it says. Please open it in WeChat and send me a copy of the text.',
    deleted:
      'This article has been deleted, so there is nothing to read. If you have its text, send me a copy.',
    violating:
      'This article was taken down for breaking the rules. If you have its text, send me a copy.',
    paid: 'This article has to be paid for and I see only its free part, so I do not sum it up. If you have paid, send me a copy of the part you want to ask about.',
    video:
      'This is a video without text, which I cannot watch. Please tell me in words what it is about.',
    pictures:
      'There are only pictures here, and I cannot read the words in them. Please send me a copy of the text, or the pictures themselves.',
    'no-text':
      'I found no text on this page. Please send me a copy of what you would like me to read.',
    'not-opened':
      'I cannot open this link. Please check the address, or send me a copy of the text.',
    'not-found':
      'This page does not exist; it may have been deleted or moved. Please check the address, or send me a copy of the text.',
    'timed-out':
      'This page takes too long to open. Please send it again in a while, or send me a copy of the text.',
    'too-large':
      'This page is too large for me to read. Please send me a copy of the part that matters.',
    'wrong-kind':
      'This link is neither a page nor a PDF, so I cannot read it. Please send me a copy of the text in it.',
    'too-many':
      'That were too many links in a short time, so I leave this one unread. Please send it again in a while, or send me a copy of the text.',
  },
  failed: `Sorry, no answer came about this time. Tap “${tapLink(RETRY)}” to try again (or reply “${RETRY}”).`,
  interrupted: `(Sorry, the answer broke off here. Tap “${tapLink(RETRY)}” for a new one, or reply “${RETRY}”.)`,
  cutOff: '(The answer grew too long, so it ends here. Ask on for the part that interests you.)',
  refused:
    'Sorry, the rules of the model do not allow an answer to this question. Please ask it in another way, or ask something else.',
  cutByFilter:
    '(The rules of the model end the answer here. You can go on by asking in another way.)',
  taskFailed: 'Sorry, that did not work out. Please send it again in a while.',
  exported: {
    head: 'This is all that is stored about you.',
    recordsHead: '[What I remember and what you chose]',
    record: (kind, words) => `${RECORDS[kind] ?? 'Other'}: ${words.join(', ')}`,
    feedback: { ...SIGNS, ...REASONS },
    turnsHead: (count) => `[Conversations: ${count}]`,
    noTurns: '[Conversations] None is stored.',
    moreRecords:
      '(There is no room here for older ones. They are stored as well, and are deleted with the rest.)',
    more: '(There is no room here for older conversations. They are stored as well, and expire or are deleted with the rest.)',
    question: 'You: ',
    leftOut: ' (no longer part of the conversation)',
    answer: 'Me: ',
    noAnswer: '(no answer)',
    end: `Parts of answers that have not reached you are not among it; “${tapLink('usage')}” tells what you used. All of this is deleted by itself after a time; to delete it now, reply “${tapLink('delete-my-data', 'delete my data')}”.`,
  },
  paused: 'Sorry, this account does not answer for the moment. Please write again later.',
  outOfOrder:
    'Sorry, I could not take down your message just now. Please send it again in a while.',
  more: `${tapLink(CONTINUE, '👉 Continue')} (or reply “${CONTINUE}”)`,
  earlier: `${tapLink(CONTINUE, '👉 There is more of the last answer')} (or reply “${CONTINUE}”)`,
  stillWriting: `This takes a little longer; the answer is still being written.\n\n${tapLink(CONTINUE, '👉 Read it')} (or reply “${CONTINUE}”)`,
  inQueue: ({ ahead, beginsInMs }, comes) =>
    [
      ahead === undefined
        ? 'Your question still waits its turn'
        : ahead === 0
          ? 'Your question is next'
          : `Questions before yours: ${ahead}`,
      `, about ${formatDuration(beginsInMs, { seconds: 's', minutes: 'min', hours: 'h' })} to go. `,
      comes === 'by itself'
        ? 'The answer will be sent to you; there is no need to ask again.'
        : `There is no need to ask again: tap “${tapLink(CONTINUE, '👉 Read it')}” then (or reply “${CONTINUE}”).`,
    ].join(''),
  remembered: ({ text, code }) =>
    `I will remember: ${text}\n\n${tapLink(`${FORGET}${code}`, 'Forget it')} · ${tapLink(AS_QUESTION, 'It is a question')}`,
  rememberedBefore: ({ text, code }) =>
    `I remember that already: ${text}\n\n${tapLink(`${FORGET}${code}`, 'Forget it')} · ${tapLink(AS_QUESTION, 'It is a question')}`,
  nothingToRemember:
    'What shall I remember? Say it like this: “remember I am allergic to peanuts”.',
  tooLongToRemember: (most) =>
    `That is too long: I remember at most ${most} characters at a time. Please say it shorter.`,
  tooMuchToRemember: (most) =>
    `I remember at most ${most} things, and have them. Tap “${tapLink('memory')}” and let me forget some.`,
  memories: (facts) =>
    [
      'What you asked me to remember:',
      ...facts.map(
        ({ text, code }, index) =>
          `${index + 1}. ${text}  ${tapLink(`${FORGET}${code}`, 'Forget')}`,
      ),
      '',
      'When we talk for long, I also keep notes on the earlier part of the conversation; reply “new” to begin without them.',
    ].join('\n'),
  noMemories:
    'You have not asked me to remember anything. If I should, say it like this: “remember I am allergic to peanuts”.\n\nWhen we talk for long, I also keep notes on the earlier part of the conversation; reply “new” to begin without them.',
  memoryForgotten: 'I have forgotten it.',
  memoryUnknown: `There is no such thing that I remember; perhaps it is forgotten already. Tap “${tapLink('memory')}” for what is left.`,
  feedbackThanks: 'Thank you, noted.',
  askFeedbackReason: (code) =>
    [
      'Thank you, noted. What was wrong with it?',
      FEEDBACK_REASONS.map((reason) =>
        tapLink(writeFeedback({ verdict: 'down', code, reason }), REASONS[reason]),
      ).join(' · '),
      'If you know the right answer, reply “correction: the right answer”.',
    ].join('\n\n'),
  feedbackReasonNoted:
    'Thank you, noted. If you know the right answer, reply “correction: the right answer”.',
  feedbackUnknown: 'I cannot find that answer; it may have expired. Nothing was noted.',
  nothingToRate: 'There is no answer yet to say something about.',
  correctionNoted: 'Thank you, your correction is noted; the owner will read it.',
  correctionEmpty:
    'Please write the right answer after it, such as “correction: free shipping from 99 yuan”.',
  correctionTooLong: (most) =>
    `The correction is too long: at most ${most} characters. Please make it shorter.`,
  nothingToCorrect: 'There is no answer yet to correct.',
  notInDocuments: 'Sorry, I found no answer to this question in my documents.',
  aiLabel: '(AI生成 · AI-generated)',
  systemPrompt:
    'You are an assistant in a WeChat Official Account. Answer briefly in natural plain text: the conclusion first, then what is needed to understand it; at most 150 words unless asked for more. Use no tables and no Markdown headings. Say so when you are not sure. Answer in the language of the question.',
  ownPersona: {
    name: 'Default',
    description: 'the usual assistant of this account',
    greeting: 'All right, back to the usual assistant. What would you like to talk about?',
  },
  personas: (choices) =>
    [
      'Tap a name to be answered by another persona:',
      listChoices(choices, { command: 'persona', current: ' (in use)', colon: ': ' }),
      '',
      'It stays chosen when you begin a new conversation.',
    ].join('\n'),
  personaChosen: (name) => `All right, ${name} answers from now on.`,
  unknownPersona: 'There is no such persona.',
  onlyOnePersona: 'There is no other persona here to choose.',
  models: (choices) =>
    [
      'Tap a name to be answered by another model:',
      listChoices(choices, { command: 'model', current: ' (in use)', colon: ': ' }),
      '',
      'It stays chosen when you begin a new conversation.',
    ].join('\n'),
  defaultModel: { name: 'Default', description: 'as this account decides' },
  modelChosen: (name) => `All right, ${name} answers from now on.`,
  defaultModelChosen: 'All right, back to the usual model.',
  unknownModel: 'There is no such model here.',
  onlyOneModel: 'There is no other model here to choose.',
};

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function questionsOf(number: number): string {
  return number === 1 ? '1 question' : `${count(number)} questions`;
}
