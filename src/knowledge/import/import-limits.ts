/** How large a file may be that is imported. */
export const MOST_FILE_BYTES = 50_000_000;
/** How long the text of a document may be, in UTF-8; the passages of a sheet together as well. */
export const MOST_TEXT_BYTES = 5_000_000;
export const MOST_DOCUMENTS_IN_A_FOLDER = 10_000;
/** How long the name of a document may be, in characters of UTF-16. */
export const MOST_NAME_LENGTH = 300;
/** How much a .docx or .xlsx may hold when it is unpacked, and in how many files. */
export const MOST_UNPACKED_BYTES = 100_000_000;
export const MOST_UNPACKED_FILES = 10_000;
/** What the process that reads a document may use before it is killed. */
export const MOST_READING_BYTES = 300_000_000;
export const MOST_READING_MS = 60_000;
/** What V8 may use of that for its heap, in MB; the file itself and what is unpacked come on top. */
export const MOST_HEAP_MB = 200;
