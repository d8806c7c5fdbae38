import { Parser } from 'xml2js';
import { UnreadablePushError } from '../errors.ts';
import { judgeXmlShape } from './xml-shape.ts';

/**
 * The children of `<xml>` as xml2js returns them, each name with an array of its contents. A sender can choose names
 * such as `__proto__`, so readers pick known names and never merge or spread the object.
 */
export type XmlElement = Readonly<Record<string, unknown>>;

/** Parses one `<xml>` document without DTD, with XML's five entities and numeric ones. Throws UnreadablePushError. */
export async function parseXml(text: string): Promise<XmlElement> {
  const document = text.replace(/^\uFEFF/, '');
  const shape = judgeXmlShape(document);
  if (shape === 'doctype') {
    throw new UnreadablePushError('doctype', 'The body has a DOCTYPE, which WeChat never sends.');
  }
  if (shape === 'nested too deep') {
    throw new UnreadablePushError(
      'nested too deep',
      "The body is nested deeper than any of WeChat's.",
    );
  }
  if (shape === 'not XML') throw notXml();

  // A parser keeps state from one document to the next.
  const parser = new Parser({ explicitRoot: true, explicitArray: true, ignoreAttrs: true });
  let parsed: unknown;
  try {
    parsed = await parser.parseStringPromise(document);
  } catch (cause) {
    throw notXml({ cause });
  }
  const root = isElement(parsed) && Object.hasOwn(parsed, 'xml') ? parsed['xml'] : undefined;
  if (!isElement(root)) throw notXml();
  return root;
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notXml(options?: ErrorOptions): UnreadablePushError {
  return new UnreadablePushError(
    'body is not XML',
    "The body is not one well-formed <xml> document. If WeChat sent it, choose XML as the format in WeChat's console.",
    options,
  );
}
