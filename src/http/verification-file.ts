import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

/** The addresses at which WeChat looks for its files: the root, and the folder of the webhook. */
export const VERIFICATION_FILES = /^\/(?:wechat\/)?((?:MP|WW)_verify_[A-Za-z0-9]{1,64}\.txt)$/;

/** WeChat's files have 16 bytes. */
const LONGEST_BYTES = 1024;

/** Serves the file by which WeChat verifies a domain, if the deployer has put it into the folder. */
export function createVerificationFile(folder: string): RequestHandler {
  return async (request, response, next) => {
    const [, name = ''] = VERIFICATION_FILES.exec(request.path) ?? [];
    const text = await read(join(folder, name));
    if (text === undefined) next();
    else response.type('text/plain; charset=utf-8').send(text);
  };
}

async function read(path: string): Promise<string | undefined> {
  try {
    // A link is not followed, because it could lead to a private file.
    const found = await lstat(path);
    if (!found.isFile() || found.size > LONGEST_BYTES) return undefined;
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
