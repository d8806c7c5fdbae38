import type { Observe } from '../../events/domain-event.ts';
import type { CallApi } from './call-api.ts';
import { WechatApiError } from '../errors.ts';

/** The same way to WeChat's API; what becomes of each call is told. */
export function observeCalls(callApi: CallApi, observe: Observe): CallApi {
  return async function callAndTell(path, body, options) {
    const call = path.replace('cgi-bin/', '');
    try {
      const answer = await callApi(path, body, options);
      observe({ what: 'wechat called', call, errcode: 0 });
      return answer;
    } catch (error) {
      const errcode = error instanceof WechatApiError ? error.errcode : undefined;
      observe({ what: 'wechat called', call, ...(errcode !== undefined && { errcode }) });
      throw error;
    }
  };
}
