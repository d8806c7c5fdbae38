/** Endings of names that chat clients take for addresses; those of countries are any two letters but these. */
const NO_COUNTRY = new Set(
  // Files and identifiers: README.md, run.sh, user.id.
  'ac cs db ex gz id js kt ld mk md pl ps py rb rs sh so tf ts vb vi xz'.split(' '),
);
const GENERIC = new Set(
  (
    'com net org edu gov mil int info biz name pro mobi asia tel app dev top xyz shop store online site vip club icu ' +
    'link click ltd work works live wang tech fun ink cloud space website art win bid loan men party review science ' +
    'stream trade webcam date download racing accountant cricket faith gdn kim red blue pink gold green black world ' +
    'today life news media video studio design agency company group team center centre systems network solutions ' +
    'services support help guru expert host hosting domains email chat social blog wiki page pub press beauty skin ' +
    'hair makeup quest cyou cfd sbs monster rest bar cafe pizza games game bet casino poker money cash finance loans ' +
    'credit fund capital bank pay market markets sale deals discount gift cheap express delivery tours travel hotel ' +
    'house homes land city town academy school university institute college education training coach fit fitness ' +
    'health care clinic dental doctor hospital family kids baby love date dating sexy sex porn adult xxx zone buzz ' +
    'run one ooo tips wtf lol bio eco energy solar auto car cars moto bike yachts technology software digital ' +
    'computer codes tools gallery photo photos pics camera film movie music band radio tv ren citic sohu baidu ' +
    'alibaba taobao tmall weibo example test invalid localhost onion'
  ).split(' '),
);
const CHINESE =
  '中国|中國|公司|网络|網絡|网址|网站|在线|中文网|商城|商店|集团|我爱你|香港|台湾|台灣|手机|移动|信息|企业|购物|政务|公益';

/** Endings that are no words, so that a name with one of them is hardly anything else, even in code. */
const PLAIN = new Set(
  'com net org edu gov mil biz cn hk tw jp kr sg uk de fr ru eu ca au cc xyz icu ai ltd wang onion'.split(
    ' ',
  ),
);
const COUNTRIES = new Set(
  (
    'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd ' +
    'cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge ' +
    'gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ' +
    'ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw ' +
    'mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb ' +
    'sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk ' +
    'us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'
  ).split(' '),
);

/** Matches the end of a Chinese domain, such as `例子.中国`. */
export const CHINESE_ENDING = new RegExp(`\\.(?:${CHINESE})(?![\\p{L}\\p{N}])`, 'u');

/** Names that end like a domain and are words. */
const WORDS = /^(?:ASP|VB|ADO|Node|Vue|Socket)\.(?:NET|IO)$/;

/**
 * Tells whether dotted labels are a host and no word, file, number or two sentences without a space. `isMore`: a path
 * or a port follows, or a user or slashes stand before it.
 */
export function isHost(name: string, isMore: boolean): boolean {
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.slice(1).includes('') || WORDS.test(name)) return false;
  if (labels.every((label) => /^\d+$/.test(label)))
    return labels.length === 4 && labels.every((label) => Number(label) <= 255);
  if (/^xn--/i.test(last) || /^www$/i.test(labels[0] ?? '')) return true;
  const ending = last.toLowerCase();
  if (GENERIC.has(ending)) return true;
  if (!/^[a-z]{2}$/.test(ending)) return false;
  // 12306.cn is an address, and no sentence goes on with "Cn".
  if (ending === 'cn') return true;
  if (isMore) return !/^(?:js|ts)$/.test(ending);
  // "It works.In short", "e.g", and numbers such as 3.5kg.
  if (/^[A-Z][a-z]$/.test(last) || /^\d+$/.test(labels.at(-2) ?? '')) return false;
  return !NO_COUNTRY.has(ending);
}

/**
 * Tells the same of text that may be code, where `self.name` and `np.pi/2` stand: a name with an ending that may be a word
 * needs a path, or a user or slashes before it. `more`: what stands before and after it.
 */
export function isPlainlyHost(name: string, more: string): boolean {
  if (!isHost(name, hasMore(more))) return false;
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (PLAIN.has(ending) || /^www\.|\.xn--[^.]*$/i.test(name)) return true;
  const isKnown = GENERIC.has(ending) || COUNTRIES.has(ending) || /^\d+$/.test(ending);
  return isKnown && /^(?:\/\/|[^/]*@)|\/[a-z~_-]|^:\d/i.test(more);
}

/** Whether what stands around a name belongs to an address; a lone port does not. */
export function hasMore(more: string): boolean {
  return /[/?#@]/.test(more);
}
