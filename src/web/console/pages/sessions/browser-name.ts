/** What a browser says of itself, as far as people know the names. */
export interface BrowserName {
  /** `wechat` has a name in each language. */
  readonly browser: string | undefined;
  readonly system: string | undefined;
}

// Each names those after it as well.
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/MicroMessenger\//, 'wechat'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/Version\/[\d.]+.* Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** Finds the names in a User-Agent header; a program that is no browser has the name that it begins with. */
export function readBrowserName(userAgent: string): BrowserName {
  const find = (names: typeof BROWSERS) => names.find(([one]) => one.test(userAgent))?.[1];
  const [program = ''] = userAgent.split(/[/ ]/);
  const other = program === '' || program === 'Mozilla' ? undefined : program.slice(0, 40);
  return { browser: find(BROWSERS) ?? other, system: find(SYSTEMS) };
}
