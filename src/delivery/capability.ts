import type { Logger } from 'pino';
import type { Clock } from '../runtime/clock.ts';
import type { CapabilityStore, CustomerService } from './ports.ts';
import type { CustomerServiceClient, Unreachable } from './customer-service.ts';

/** `auto` learns from WeChat; `on` and `off` are the deployer's word. */
export type CustomerServiceMode = 'auto' | 'on' | 'off';

/** A permission is rarely withdrawn; one that was missing may have been granted meanwhile. */
const KNOWN_FOR_MS = { yes: 24 * 60 * 60 * 1000, no: 60 * 60 * 1000 };
/** A refusal that only an operator can fix is tested again after this time. */
export const OPERATOR_PAUSE_MS = 10 * 60 * 1000;
/** How long this process trusts what it read, although another process may have learnt otherwise. */
const REMEMBERED_MS = 1000;
/** How often the store is told again what every accepted message confirms. */
const RENEWED_EVERY_MS = 60 * 60 * 1000;
const LEARNING_LEASE_MS = 10_000;

/** Whether the account may send customer-service messages, as the deployer set it or as WeChat's answers tell. */
export interface Capability {
  customerService(): Promise<CustomerService>;
  /** Asks WeChat once if it is not known yet; works only for a follower who has just written. */
  learn(openId: string): Promise<void>;
  /** Shows "typing…" to the follower where the account can; a failure has no consequence. */
  showTyping(openId: string): Promise<void>;
  /** Notes that a send was accepted, or refused for good or until the operator acts. */
  note(customerService: 'yes' | 'no', forMs?: number): Promise<void>;
}

/** Creates the capability of one account; what it learns is shared by all processes through the store. */
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
    // A known answer changes rarely; an unknown one may be learnt at any moment.
    known = value === 'unknown' ? undefined : { value, until: clock.now() + REMEMBERED_MS };
    return value;
  };
  const note = async (value: 'yes' | 'no', forMs = KNOWN_FOR_MS[value]) => {
    if (isOff) return;
    if (mode === 'on') {
      // The deployer says yes; after a refusal by WeChat the next try waits for a while.
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
      'Learned whether customer-service messages work',
    );
  };
  /** The typing indicator is harmless, and its outcome tells whether customer-service messages are allowed. */
  const type = async (openId: string) => {
    if (!client) return;
    const outcome = await client.sendTyping(openId).catch(neverSent);
    switch (outcome.is) {
      case 'sent':
      case 'untimely':
        return note('yes');
      case 'no typing':
        return store.learn(account, { typing: 'no' }, KNOWN_FOR_MS.no);
      case 'unreachable':
        log.debug({ err: outcome.error }, 'Typing indicator not sent');
        return;
      case 'refused': {
        if (outcome.means === 'not permitted') return note('no');
        const { code, errcode, advice, message } = outcome;
        const zh = `微信拒绝了接口调用：${errcode}`;
        log.warn({ code, errcode, advice: advice?.en, adviceZh: advice?.zh, zh }, message);
        if (outcome.means === 'operator') return note('no', OPERATOR_PAUSE_MS);
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

/** Treats an error of ours like a failed call: the token's store may be away, and typing is not worth an error line. */
function neverSent(cause: unknown): Unreachable {
  const error = cause instanceof Error ? cause : new Error('Typing failed', { cause });
  return { is: 'unreachable', mayHaveArrived: false, error };
}
