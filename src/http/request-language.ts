import type { Request } from 'express';
import type { AdviceLanguage } from '../runtime/sentence.ts';

/** Returns the language that a browser asks for; Chinese if it asks for neither. */
export function requestLanguage(request: Request): AdviceLanguage {
  return request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}
