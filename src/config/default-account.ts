/** The account that the environment describes; at /wechat as well as at /wechat/default. */
export const DEFAULT_ACCOUNT = 'default';
