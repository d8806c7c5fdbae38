import type { Sentence } from '../../runtime/sentence.ts';
import { refusedAddress } from '../../wechat/api/classify-errcode.ts';
import { WechatApiError, WechatUnreachableError } from '../../wechat/errors.ts';
import type { WechatSession } from '../wechat-session.ts';
import { wechatTexts } from '../wechat-texts.ts';
import { connectingTexts as texts } from './connecting-texts.ts';

/** What the secret of an account opens. */
export interface AccountCheck {
  readonly state: 'right' | 'wrong' | 'unknown';
  readonly sentence: Sentence;
  readonly remedy?: Sentence;
  /** The address to put on WeChat's whitelist. */
  readonly whitelist?: string;
  /** What the account may do; empty without an access token. */
  readonly abilities: readonly Ability[];
}

/** Why WeChat gave nothing. */
type Refused = Omit<AccountCheck, 'abilities'> & Required<Pick<AccountCheck, 'remedy'>>;

/** Something that not every account may do. */
interface Ability {
  readonly name: Sentence;
  readonly can: 'yes' | 'no' | 'unknown';
}

/** Calls that change nothing, and whose refusal tells whether the account may make them. */
const PROBES = [
  { call: 'cgi-bin/get_current_autoreply_info', name: texts.readReplies() },
  { call: 'cgi-bin/menu/get', name: texts.menu() },
  { call: 'cgi-bin/customservice/getkflist', name: texts.customerService() },
  { call: 'cgi-bin/tags/get', name: texts.tags() },
];
/** Refusals of an account that may: it has no menu, and its plug-in is off. */
const ALLOWED: ReadonlySet<number> = new Set([46003, 65400]);

/** Fetches the access token, and tries what the account may do. */
export async function checkAccount(session: WechatSession): Promise<AccountCheck> {
  try {
    await session.fetchToken({ force: false });
  } catch (error) {
    return { ...explainRefusal(error, session.host), abilities: [] };
  }
  const abilities = await Promise.all(
    PROBES.map(async ({ call, name }) => ({ name, can: await mayCall(session, call) })),
  );
  return { state: 'right', sentence: wechatTexts.given(), abilities };
}

/** Says what WeChat refused, and what to do. An error of another kind is thrown on. */
export function explainRefusal(error: unknown, host: string): Refused {
  if (error instanceof WechatApiError) {
    const whitelist = error.errcode === 40164 ? refusedAddress(error.errmsg) : undefined;
    return {
      state: error.retryable ? 'unknown' : 'wrong',
      sentence: whitelist === undefined ? wechatTexts.refused(error) : texts.notListed(whitelist),
      remedy: wechatTexts.remedy(error),
      ...(whitelist !== undefined && { whitelist }),
    };
  }
  if (!(error instanceof WechatUnreachableError)) throw error;
  return { state: 'unknown', sentence: wechatTexts.away(host), remedy: wechatTexts.reach(host) };
}

async function mayCall(session: WechatSession, call: string): Promise<Ability['can']> {
  try {
    await session.ask(call);
    return 'yes';
  } catch (error) {
    if (error instanceof WechatApiError) {
      if (ALLOWED.has(error.errcode)) return 'yes';
      return error.kind === 'not permitted' ? 'no' : 'unknown';
    }
    if (error instanceof WechatUnreachableError) return 'unknown';
    throw error;
  }
}
