import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkLua } from './link-lua.ts';
import { LUA_NUMBERS } from './lua-numbers.ts';

/** Beside this module in `src` and in `dist`; the build copies the folder. */
const FOLDER = join(import.meta.dirname, 'lua');
const SHARED = join(FOLDER, 'shared');

/** The Lua scripts of this driver, by the names of their files. */
export interface LuaLibrary {
  /** Reads `lua/NAME.lua`. */
  read(name: string): string;
  /** Returns the script after the shared functions and the numbers that it needs. */
  link(script: string): string;
}

/** Reads the functions that scripts share. */
export function readLuaLibrary(): LuaLibrary {
  const numbers = Object.entries(LUA_NUMBERS).map(([name, value]) => `local ${name} = ${value}\n`);
  const files = readdirSync(SHARED).map((file) => readFileSync(join(SHARED, file), 'utf8'));
  const shared = [...numbers, ...files].join('');
  return {
    read: (name) => readFileSync(join(FOLDER, `${name}.lua`), 'utf8'),
    link: (script) => `${linkLua(shared, script)}${script}`,
  };
}
