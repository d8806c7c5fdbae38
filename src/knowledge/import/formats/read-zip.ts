import { inflateRawSync } from 'node:zlib';
import { DocumentProblem } from '../document-problem.ts';
import { MOST_UNPACKED_BYTES, MOST_UNPACKED_FILES } from '../import-limits.ts';
import { PROBLEMS } from '../import-problems.ts';

/** The files of a .docx or .xlsx, which are zips. */
export interface Zip {
  readonly names: readonly string[];
  /** Unpacks a file; undefined when there is none of this name. */
  read(name: string): Uint8Array | undefined;
}

interface ZipFile {
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly at: number;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const IS_ENCRYPTED = 1;
/** Office programs put files that need a password into the container of their old formats. */
const OLD_CONTAINER = 'd0cf11e0a1b11ae1';

/**
 * Reads the directory of a zip and refuses one that would unpack to too much, before anything is unpacked. A file that
 * is larger than the directory says is refused when it is read.
 */
export function openZip(bytes: Uint8Array): Zip {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.subarray(0, 8).toString('hex') === OLD_CONTAINER) throw refuseOldContainer(data);
  const files = readDirectory(data);
  return {
    names: [...files.keys()],
    read(name) {
      const file = files.get(name);
      return file && unpack(data, file);
    },
  };
}

/** Unpacks every file once, so that a library which trusts the directory may read the zip. */
export function requireHonestZip(zip: Zip): void {
  for (const name of zip.names) zip.read(name);
}

function readDirectory(data: Buffer): Map<string, ZipFile> {
  const files = new Map<string, ZipFile>();
  let unpacked = 0;
  try {
    const end = findEnd(data);
    const entries = data.readUInt16LE(end + 10);
    let at = data.readUInt32LE(end + 16);
    for (let n = 0; n < entries; n += 1) {
      if (data.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw broken();
      if (data.readUInt16LE(at + 8) & IS_ENCRYPTED)
        throw new DocumentProblem(PROBLEMS.encryptedOffice);
      const nameLength = data.readUInt16LE(at + 28);
      const name = data.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
      const file = {
        method: data.readUInt16LE(at + 10),
        packedBytes: data.readUInt32LE(at + 20),
        bytes: data.readUInt32LE(at + 24),
        at: data.readUInt32LE(at + 42),
      };
      files.set(name, file);
      unpacked += file.bytes;
      if (unpacked > MOST_UNPACKED_BYTES || n >= MOST_UNPACKED_FILES)
        throw new DocumentProblem(PROBLEMS.unpacksTooMuch);
      at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
    }
  } catch (cause) {
    throw cause instanceof DocumentProblem ? cause : broken(cause);
  }
  return files;
}

function findEnd(data: Buffer): number {
  const last = data.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1)
    if (data.readUInt32LE(at) === END_SIGNATURE) return at;
  throw broken();
}

function unpack(data: Buffer, { method, packedBytes, bytes, at }: ZipFile): Uint8Array {
  try {
    if (data.readUInt32LE(at) !== LOCAL_SIGNATURE) throw broken();
    const from = at + 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28);
    const packed = data.subarray(from, from + packedBytes);
    if (method === STORED && packed.length === bytes) return packed;
    if (method !== DEFLATED) throw broken();
    // Zero would mean no limit.
    const unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
    if (unpacked.length !== bytes) throw broken();
    return unpacked;
  } catch (cause) {
    throw cause instanceof DocumentProblem ? cause : broken(cause);
  }
}

function refuseOldContainer(data: Buffer): DocumentProblem {
  const isEncrypted = data.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return isEncrypted ? new DocumentProblem(PROBLEMS.encryptedOffice) : broken();
}

function broken(cause?: unknown): DocumentProblem {
  return new DocumentProblem(PROBLEMS.broken, { cause });
}
