/** A value of an element: numbers are written bare, strings in CDATA, an array repeats its element. */
type XmlValue = string | number | bigint | XmlFields | readonly XmlFields[];

/** Elements by name, in the order in which they are written. */
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

/** Writes `<xml>…</xml>` in the form that WeChat uses: text in CDATA as it was typed, even with `]]>` in it. */
export function writeXml(fields: XmlFields): string {
  return writeElement('xml', fields);
}

/** Writes more elements after those of a written `<xml>…</xml>`. */
export function addFields(xml: string, fields: XmlFields): string {
  return `${xml.slice(0, -'</xml>'.length)}${writeXml(fields).slice('<xml>'.length)}`;
}

function writeElement(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map((one: XmlFields) => writeElement(name, one)).join('');
  return `<${name}>${writeValue(value as Exclude<XmlValue, readonly XmlFields[]>)}</${name}>`;
}

function writeValue(value: string | number | bigint | XmlFields): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, inner]) => writeElement(name, inner))
    .join('');
}

function writeText(text: string): string {
  // Lone surrogates go as well: they are neither in one range nor the other.
  const legal = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return `<![CDATA[${legal}]]>`;
}
