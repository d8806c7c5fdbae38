import { baseUrlOf, type ModelSettings } from '../model-settings.ts';

/** Alibaba Cloud serves rerankers beside its address for chats, under another name. */
const QWEN = /^(https:\/\/[^/]+\.aliyuncs\.com)\/compatible-mode\/(v\d+)$/;

/** Returns where a provider ranks: `/rerank` below its base URL, or a whole address where that is elsewhere. */
export function rerankAddressOf(settings: ModelSettings): string {
  const qwen = QWEN.exec(baseUrlOf(settings));
  return qwen ? `${qwen[1]}/compatible-api/${qwen[2]}/reranks` : '/rerank';
}
