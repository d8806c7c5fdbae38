import { enclose } from '../../answering/enclose.ts';
import { cutToBytes } from '../../runtime/cut-to-bytes.ts';
import { toPlainText } from './listed-tool.ts';
import { resultTexts as texts } from './mcp-texts.ts';

/** What a server answers to a call, as far as it is read. */
export interface McpResult {
  readonly content: readonly McpContent[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
}

type McpContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly mimeType: string }
  | {
      readonly type: 'resource_link';
      readonly uri: string;
      readonly name: string;
      readonly description?: string | undefined;
    }
  | {
      readonly type: 'resource';
      readonly resource: {
        readonly uri: string;
        readonly mimeType?: string | undefined;
        readonly text?: string;
      };
    };

const MOST_BYTES = 64 * 1024;

/** Writes a result as a model reads it: text within bounds, and a note for everything else. It is a stranger's text. */
export function readResult(result: McpResult): string {
  const written = result.content.map(write).join('\n\n').trim() || writeStructured(result);
  if (written === '') return texts.empty;
  const { text, isCut } = cutToBytes(written, MOST_BYTES);
  return [
    ...(result.isError ? [texts.toolError] : []),
    encloseResult(text),
    ...(isCut ? [texts.cut] : []),
  ].join('\n');
}

/** Encloses what a server says, so that a model takes it as data. */
export function encloseResult(text: string): string {
  return enclose('tool', text);
}

function write(content: McpContent): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'image':
    case 'audio':
      return texts.leftOut(content.type, toPlainText(content.mimeType));
    case 'resource_link':
      return [content.name, content.description, content.uri].filter(Boolean).join('\n');
    case 'resource': {
      const { uri, mimeType, text } = content.resource;
      return [uri, text ?? texts.leftOut('file', mimeType && toPlainText(mimeType))].join('\n');
    }
  }
}

/** A tool may answer with data alone. */
function writeStructured({ structuredContent }: McpResult): string {
  return structuredContent === undefined ? '' : JSON.stringify(structuredContent);
}
