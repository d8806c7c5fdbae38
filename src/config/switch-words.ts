const ON = [
  'on',
  'yes',
  'y',
  'true',
  '1',
  'enable',
  'enabled',
  '开',
  '开启',
  '打开',
  '启用',
  '是',
  '要',
];
const OFF = [
  ...['off', 'no', 'n', 'false', '0', 'disable', 'disabled'],
  ...['关', '关闭', '关掉', '禁用', '停用', '否', '不', '不要'],
];
/** Words in place of a text that ask for no text at all. */
const NONE = [
  'none',
  'null',
  'nil',
  'hide',
  'hidden',
  '无',
  '没有',
  '不显示',
  '不加',
  '隐藏',
  '空',
];

/** Returns what a word switches, in English or Chinese; undefined for other words. */
export function readSwitch(word: string): 'on' | 'off' | undefined {
  const plain = word.trim().normalize('NFKC').toLowerCase();
  return ON.includes(plain) ? 'on' : OFF.includes(plain) ? 'off' : undefined;
}

/** Returns what such a word says in place of a text that may be left out. */
export function readTextSwitch(word: string): 'on' | 'off' | undefined {
  return NONE.includes(word.trim().normalize('NFKC').toLowerCase()) ? 'off' : readSwitch(word);
}
