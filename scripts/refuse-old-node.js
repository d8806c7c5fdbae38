// Runs before anything else, on any Node, so the syntax is plain and nothing is imported.

var NEEDED = [20, 19];

/** Returns what to do about a Node that is too old for Kuaihui, or undefined when it is new enough. */
export function describeOldNode(version) {
  var numbers = version.replace(/^v/, '').split('.').map(Number);
  if (numbers[0] > NEEDED[0] || (numbers[0] === NEEDED[0] && numbers[1] >= NEEDED[1]))
    return undefined;
  var needed = NEEDED.join('.');
  return [
    'Kuaihui needs Node.js ' + needed + ' or newer, and this is ' + version + '.',
    'Install Node.js 24 from https://nodejs.org (or: nvm install 24), then run npm ci again.',
    '快回需要 Node.js ' + needed + ' 以上，当前是 ' + version + '。',
    '请安装 Node.js 24（https://nodejs.org，或 nvm install 24；宝塔面板在“Node.js版本管理器”里装），再重新运行 npm ci。',
  ].join('\n');
}
