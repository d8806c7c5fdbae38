import type { JsonObject } from './custom-messages.ts';

/** A button of the account's menu that the simulator can show. */
export interface MenuButton {
  readonly name: string;
  /** What a tap pushes as a CLICK event. */
  readonly key: string;
}

/** The menu that the account made through the API; nothing is shown before it did. */
export interface AccountMenu {
  /** `menu/create`: 0 or the errcode. https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu.html */
  create(menu: JsonObject): number;
  /** `menu/get`, or the errcode when there is none. */
  get(): { readonly json: JsonObject } | number;
  remove(): number;
  /** Its buttons that send a key, those of sub-menus too; undefined when the account made none. */
  buttons(): readonly MenuButton[] | undefined;
}

const MOST_BUTTONS = 3;
const MOST_SUB_BUTTONS = 5;
const LONGEST_NAME_BYTES = 16;
const LONGEST_SUB_NAME_BYTES = 60;
const LONGEST_KEY_BYTES = 128;
const NO_MENU = 46003;

/** Creates the place for a menu. `onChange` is called when it was made or removed. */
export function createAccountMenu(onChange: () => void): AccountMenu {
  let menu: JsonObject | undefined;
  return {
    create(wanted) {
      const refusal = judgeMenu(wanted);
      if (refusal !== 0) return refusal;
      menu = wanted;
      onChange();
      return 0;
    },
    get: () => (menu === undefined ? NO_MENU : { json: { menu } }),
    remove() {
      menu = undefined;
      onChange();
      return 0;
    },
    buttons: () =>
      menu &&
      listIn(menu, 'button')
        .flatMap((button) => [button, ...listIn(button, 'sub_button')])
        .filter(({ type }) => type === 'click')
        .map(({ name, key }) => ({ name: String(name), key: String(key) })),
  };
}

function judgeMenu(menu: JsonObject): number {
  const buttons = listIn(menu, 'button');
  if (buttons.length === 0 || buttons.length > MOST_BUTTONS) return 40016;
  for (const button of buttons) {
    const below = listIn(button, 'sub_button');
    if (below.length > MOST_SUB_BUTTONS) return 40016;
    const refusal =
      below.length > 0
        ? judgeName(button, LONGEST_NAME_BYTES)
        : judgeButton(button, LONGEST_NAME_BYTES);
    if (refusal !== 0) return refusal;
    for (const one of below) {
      const belowRefusal = judgeButton(one, LONGEST_SUB_NAME_BYTES);
      if (belowRefusal !== 0) return belowRefusal;
    }
  }
  return 0;
}

function judgeButton(button: JsonObject, longestNameBytes: number): number {
  if (typeof button['type'] !== 'string') return 40017;
  const needsKey = button['type'] === 'click' || button['type'].startsWith('scancode_');
  if (needsKey && !isWithin(button['key'], LONGEST_KEY_BYTES)) return 40019;
  return judgeName(button, longestNameBytes);
}

function judgeName({ name }: JsonObject, longestBytes: number): number {
  return isWithin(name, longestBytes) ? 0 : 40018;
}

function isWithin(text: unknown, longestBytes: number): boolean {
  return typeof text === 'string' && text !== '' && Buffer.byteLength(text) <= longestBytes;
}

function listIn(object: JsonObject, name: string): readonly JsonObject[] {
  const list = object[name];
  return Array.isArray(list) ? (list as readonly JsonObject[]) : [];
}
