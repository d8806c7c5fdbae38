import type { Finding } from './smoke.ts';
import { runInImage } from './container.ts';

/** What the header of a program for arm64 says of its processor (ELF, EM_AARCH64). */
const AARCH64 = 183;
const MACHINE_AT = 18;
/** Prints the processor of each native module, one a line. */
const LIST = `
const { readdirSync, readFileSync } = require('fs');
for (const file of readdirSync('node_modules', { recursive: true }))
  if (file.endsWith('.node'))
    console.log(readFileSync('node_modules/' + file).readUInt16LE(${MACHINE_AT}), file);
`;

/** Looks whether every native module of an image for arm64 is for arm64. Its base need not be, to be looked at. */
export async function checkArm64(image: string): Promise<Finding> {
  const modules = (await runInImage(image, 'node', '-e', LIST)).split('\n').filter(Boolean);
  const fitting = modules.filter((line) => line.startsWith(`${AARCH64} `));
  return {
    looked: 'its native modules',
    found: `${fitting.length} of ${modules.length} are for arm64`,
    isGood: modules.length > 0 && fitting.length === modules.length,
  };
}
