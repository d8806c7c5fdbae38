import { adviseOnModel } from './model-texts.ts';
import { adviseOnErrcode } from './wechat-texts.ts';

/** What a line of the log tells of a failure of the model, or of WeChat's API. */
export interface FailureFacts {
  readonly msg: string;
  readonly code?: string;
  readonly failure?: string;
  readonly errcode?: number;
}

/** The Chinese for the English advice of a line; undefined where there is none. */
export function adviseInChinese(line: FailureFacts): string | undefined {
  return line.errcode === undefined ? adviseOnModel(line) : adviseOnErrcode(line.errcode, line.msg);
}
