/** What delivery needs of WeChat's API; throws WechatApiError or WechatUnreachableError. */
export interface CustomerServiceClient {
  /** Sends a text; `isAi` makes WeChat show under it that an AI wrote it. */
  sendText(openId: string, content: string, options: { readonly isAi: boolean }): Promise<void>;
  /** Shows "typing…" for some seconds. */
  sendTyping(openId: string): Promise<void>;
}
