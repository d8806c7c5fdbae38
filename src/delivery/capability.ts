import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import { WechatApiError } from '../wechat/errors.ts';
import type { CapabilityStore, CustomerService } from './ports.ts';
import type { CustomerServiceClient } from './customer-service.ts';

export type CustomerServiceMode = 'auto' | 'on' | 'off';

/** A permission rarely goes; one that was missing may have been granted meanwhile. */
const KNOWN_FOR_MS = { yes: 24 * 60 * 60 * 1000, no: 60 * 60 * 1000 };
/** What only an operator can mend is tried again after this time. */
export const OPERATOR_PAUSE_MS = 10 * 60 * 1000;
/** Another process may learn otherwise; this one sees it so much later. */
const REMEMBERED_MS = 1000;
/** What every accepted message says again is written down so often. */
const RENEWED_EVERY_MS = 60 * 60 * 1000;
const LEARNING_LEASE_MS = 10_000;

/**
 * The typing indicator is harmless, and its answer tells whether customer-service messages are allowed: these codes say
 * that the call is permitted and only came too late or too early.
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html
 */
const PERMITTED = new Set([45080, 45081]);
const TYPING_NOT_FOR_THIS_ACCOUNT = 40200;

/** Whether the account may send customer-service messages: set by the deployer, or learnt from WeChat. */
export interface Capability {
  customerService(): Promise<CustomerService>;
  /** Asks WeChat once, if it is not known; needs a follower who has just written. */
  learn(openId: string): Promise<void>;
  /** Shows "typing…" to the follower where the account can; failures do not matter. */
  showTyping(openId: string): Promise<void>;
  /** A send was accepted, refused for good, or is refused until the operator acts. */
  note(customerService: 'yes' | 'no', forMs?: number): Promise<void>;
}

export function createCapability(deps: {
  readonly account: string;
  readonly mode: CustomerServiceMode;
  readonly store: CapabilityStore;
  readonly client: CustomerServiceClient | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}): Capability {
  const { account, mode, store, client, clock, log } = deps;
  const isOff = mode === 'off' || !client;

  let renewAt = 0;
  let known: { readonly value: CustomerService; readonly until: number } | undefined;

  const customerService = async (): Promise<CustomerService> => {
    if (isOff) return 'no';
    if (known && known.until > clock.now()) return known.value;
    if (mode === 'on') return 'yes';
    const { customerService: value } = await store.read(account);
    // What is known changes rarely; what is not may be learnt at any moment.
    known = value === 'unknown' ? undefined : { value, until: clock.now() + REMEMBERED_MS };
    return value;
  };
  const note = async (value: 'yes' | 'no', forMs = KNOWN_FOR_MS[value]) => {
    if (isOff) return;
    if (mode === 'on') {
      // The deployer says yes; what WeChat refuses all the same is not tried again at once.
      known = value === 'no' ? { value, until: clock.now() + OPERATOR_PAUSE_MS } : undefined;
      return;
    }
    const isNews = (await customerService()) !== value;
    if (!isNews && value === 'yes' && clock.now() < renewAt) return;
    await store.learn(account, { customerService: value }, forMs);
    known = { value, until: clock.now() + REMEMBERED_MS };
    renewAt = clock.now() + RENEWED_EVERY_MS;
    if (!isNews) return;
    const says = value === 'yes' ? '能发' : value === 'no' ? '不能发' : '还不知道能不能发';
    log.info(
      { code: 'capability', customerService: value, zh: `这个账号${says}客服消息` },
      'Learnt whether customer-service messages work',
    );
  };
  const type = async (openId: string) => {
    if (!client) return;
    try {
      await client.sendTyping(openId);
      await note('yes');
    } catch (error) {
      if (!(error instanceof WechatApiError))
        log.debug({ err: error }, 'Typing did not get through');
      else if (PERMITTED.has(error.errcode)) await note('yes');
      else if (error.kind === 'not permitted') await note('no');
      else if (error.errcode === TYPING_NOT_FOR_THIS_ACCOUNT)
        await store.learn(account, { typing: 'no' }, KNOWN_FOR_MS.no);
      else {
        const { code, errcode, advice, message } = error;
        const zh = `微信拒绝了接口调用：${errcode}`;
        log.warn({ code, errcode, advice: advice?.en, adviceZh: advice?.zh, zh }, message);
        if (error.kind === 'operator') await note('no', OPERATOR_PAUSE_MS);
      }
    }
  };

  return {
    customerService,
    note,
    async learn(openId) {
      if (isOff || mode === 'on') return;
      const known = await store.read(account);
      if (known.customerService !== 'unknown' || known.typing === 'no') return;
      if ((await store.tryToLearn(account, LEARNING_LEASE_MS)) === 'taken') return;
      await type(openId);
      await store.stopLearning(account);
    },
    async showTyping(openId) {
      if (client && (await store.read(account)).typing === 'yes') await type(openId);
    },
  };
}
