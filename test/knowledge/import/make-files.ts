import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip; `claims` is the size that the directory gives in place of the real one. */
interface Member {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly claims?: number;
  readonly flags?: number;
}

/** Writes a zip by hand, so that it may lie. */
export function makeZip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claims, flags = 0 } of members) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const nameBytes = Buffer.from(name);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc(raw), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claims ?? raw.length, 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    sizes.copy(local, 14);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    sizes.copy(entry, 16);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, nameBytes, packed);
    directory.push(entry, nameBytes);
    at += local.length + nameBytes.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, entries, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org';
const RELATIONS = `${OFFICE}/officeDocument/2006/relationships`;

/** A Word document with this body, in WordprocessingML. */
export function makeDocx(body: string, extra: readonly Member[] = []): Buffer {
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/styles.xml',
      content: `${XML}<w:styles xmlns:w="${OFFICE}/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      content: `${XML}<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `${XML}<w:document xmlns:w="${OFFICE}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
    ...extra,
  ]);
}

export function paragraph(text: string, style = ''): string {
  const properties = style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export function wordTable(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('');
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

/** What a test writes into a cell: text, a number with a format, or the XML of the cell. */
export type CellContent = string | { readonly number: number; readonly format?: string };

/** A workbook with these sheets. */
export function makeXlsx(
  sheets: Readonly<Record<string, readonly (readonly CellContent[])[]>>,
  { merges = '', extra = [] as readonly Member[] } = {},
): Buffer {
  const strings: string[] = [];
  const formats: string[] = [];
  const place = (list: string[], text: string) => {
    if (!list.includes(text)) list.push(text);
    return list.indexOf(text);
  };
  const toCell = (cell: CellContent, row: number, column: number) => {
    const reference = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (cell === '') return '';
    if (typeof cell === 'string')
      return `<c r="${reference}" t="s"><v>${place(strings, cell)}</v></c>`;
    const style = cell.format === undefined ? 0 : place(formats, cell.format) + 1;
    return `<c r="${reference}" s="${style}"><v>${cell.number}</v></c>`;
  };
  const main = `xmlns="${OFFICE}/spreadsheetml/2006/main"`;
  const written = Object.entries(sheets).map(([name, rows], n) => ({
    name,
    file: `worksheets/sheet${n + 1}.xml`,
    id: `rId${n + 1}`,
    content: `${XML}<worksheet ${main}><sheetData>${rows
      .map(
        (row, r) =>
          `<row r="${r + 1}">${row.map((cell, column) => toCell(cell, r, column)).join('')}</row>`,
      )
      .join('')}</sheetData>${merges}</worksheet>`,
  }));
  return makeZip([
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook ${main} xmlns:r="${RELATIONS}"><sheets>${written
        .map(({ name, id }, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="${id}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships>${written
        .map(({ id, file }) => `<Relationship Id="${id}" Target="${file}"/>`)
        .join('')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${XML}<sst ${main}>${strings
        .map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)
        .join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      content: `${XML}<styleSheet ${main}><numFmts>${formats
        .map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${escapeXml(code)}"/>`)
        .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
        .map((_, n) => `<xf numFmtId="${164 + n}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    },
    ...written.map(({ file, content }) => ({ name: `xl/${file}`, content })),
    ...extra,
  ]);
}

/** A line of a page of a PDF, by its distance from the bottom and the size of its letters. */
export interface PrintedLine {
  readonly text: string;
  readonly y: number;
  readonly size?: number;
  readonly x?: number;
}

/**
 * A PDF with these pages. Chinese text names its characters by the predefined CMap UniGB-UCS2-H, as old Chinese PDFs do;
 * the font is in no file.
 */
export function makePdf(
  pages: readonly (readonly PrintedLine[])[],
  { encrypt = '' }: { encrypt?: string } = {},
): Buffer {
  const objects: string[] = [];
  const add = (content: string) => objects.push(content);
  const kids = pages.map((_, n) => `${7 + n * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  add(
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
  );
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 6 0 R >>',
  );
  add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  );
  for (const lines of pages) {
    const drawn = lines.map(drawLine).join('\n');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
    );
    add(`<< /Length ${Buffer.byteLength(drawn)} >>\nstream\n${drawn}\nendstream`);
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((content, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${content}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const at = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${encrypt} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** The dictionary of a PDF whose password nobody gave. */
export const ENCRYPTED_PDF = `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`;

function drawLine({ text, x = 72, y, size = 12 }: PrintedLine): string {
  const isLatin = /^[\x20-\x7e]*$/.test(text);
  const shown = isLatin
    ? `(${text.replace(/[\\()]/g, '\\$&')})`
    : `<${[...text].map((one) => one.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;
  return `BT /${isLatin ? 'F1' : 'F2'} ${size} Tf ${x} ${y} Td ${shown} Tj ET`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Node 20.15 has it in `zlib`. */
function crc(bytes: Uint8Array): number {
  return crc32(bytes);
}
