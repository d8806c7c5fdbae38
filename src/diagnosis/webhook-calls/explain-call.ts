import { webhookPath } from '../../accounts/account-name.ts';
import type { WebhookCall, WebhookFault } from '../../events/webhook-call.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import type { Advice } from './advice.ts';
import { callTexts as texts } from './call-texts.ts';
import { plainFaultTexts } from './plain-fault-texts.ts';

/** What a call means for the owner. */
export interface CallExplanation extends Advice {
  /** Whether nothing has to be done about it. */
  readonly ok: boolean;
  /** A word for programs, one for each sentence. */
  readonly reason: string;
}

/** So much of a difference is worth a word before WeChat's messages are refused for it. */
const CLOCK_MATTERS_SECONDS = 300;
/** No clock is so far off: the request is an old one. */
const OLD_REQUEST_SECONDS = 86_400;

/** Says what a call was, and for each fault which field is wrong and what to do. */
export function explainCall(call: WebhookCall): CallExplanation {
  const { fault } = call;
  return fault === undefined ? explainGood(call) : explainFault(call, fault);
}

function explainGood(call: WebhookCall): CallExplanation {
  const { aheadSeconds = 0, gave, message = '' } = call;
  if (gave !== 'echo')
    return { ok: gave !== 'cut', reason: gave ?? 'answered', ...texts.message(message, gave) };
  return Math.abs(aheadSeconds) > CLOCK_MATTERS_SECONDS
    ? { ok: false, reason: 'clock off', ...texts.verifiedButClock(aheadSeconds) }
    : { ok: true, reason: 'verified', ...texts.verified() };
}

function explainFault(call: WebhookCall, fault: WebhookFault): CallExplanation {
  const says = (reason: string, { sentence, remedy }: Advice): CallExplanation => ({
    ok: false,
    reason,
    sentence,
    ...(remedy && {
      remedy: isUnlikeWechat(call) ? join(remedy, texts.maybeStranger(call)) : remedy,
    }),
  });
  const { signedFor, account = 'default', aheadSeconds = 0, parameters, body = {}, path } = call;
  switch (fault) {
    case 'unknown path':
      return signedFor === undefined
        ? says(fault, texts.unknownPath(path))
        : says('wrong path', texts.wrongPath(path, webhookPath(signedFor)));
    case 'opened by hand':
      return call.from.client === 'wechat'
        ? says('query cut off', texts.queryCutOff())
        : { ok: true, reason: fault, ...texts.openedByHand(call) };
    case 'signature missing':
      return parameters.length === 0
        ? says('query cut off', texts.queryCutOff())
        : says(fault, texts.signatureMissing());
    case 'query malformed':
      return says(fault, texts.queryMalformed(listMissing(call)));
    case 'signature wrong':
      if (call.passed !== 'nothing') return says('body changed', texts.bodyChanged());
      return signedFor === undefined
        ? says(fault, texts.signatureWrong())
        : says('other account', texts.otherAccount(account, signedFor, webhookPath(signedFor)));
    case 'timestamp stale':
      return Math.abs(aheadSeconds) > OLD_REQUEST_SECONDS
        ? says('old request', texts.oldRequest(aheadSeconds))
        : says(fault, texts.timestampStale(aheadSeconds));
    case 'body is not XML':
      if (body.looksLike === 'json') return says('json', texts.json());
      if (body.looksLike === 'nothing') return says('empty body', texts.emptyBody());
      return says(fault, texts.notXml());
    case 'body cut off':
      return says(fault, texts.cutOff(body.bytes));
    default:
      return says(fault, plainFaultTexts[fault]);
  }
}

/** The faults that strangers cause as easily as a wrong setting does. */
const FROM_STRANGERS_TOO: ReadonlySet<WebhookFault> = new Set([
  ...(['signature wrong', 'signature missing', 'query malformed', 'unknown path'] as const),
]);

function isUnlikeWechat({ fault, from, signedFor }: WebhookCall): boolean {
  if (fault === undefined || signedFor !== undefined) return false;
  return FROM_STRANGERS_TOO.has(fault) && from.client !== 'wechat';
}

function listMissing({ method, parameters }: WebhookCall): readonly string[] {
  const needed = ['signature', 'timestamp', 'nonce', ...(method === 'GET' ? ['echostr'] : [])];
  const given: readonly string[] = parameters;
  return needed.filter((name) => !given.includes(name));
}

function join(one: Sentence, other: Sentence): Sentence {
  return { zh: `${one.zh}${other.zh}`, en: `${one.en} ${other.en}` };
}
