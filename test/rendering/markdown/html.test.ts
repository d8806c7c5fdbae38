import { describe, expect, it } from 'vitest';
import { render } from './markdown.ts';

describe('tags and entities that an answer speaks of', () => {
  it.each([
    'HTML 换行用 <br> 标签，段落用 <p> 标签，标题用 <h1> 到 <h6>，粗体用 <strong>，表格用 <table>、<tr>。',
    '换行用<br>标签，段落用<p>标签，标题用<h1>到<h6>。',
    '换行写 <br>，分隔线写 <hr>。\n可以用 <br> 换行，也可以在 <br> 后面加空行。',
    '换行标签用<br>\n图片标签用 <img>，下划线标签用 <u>',
    '段落用 <p></p>，粗体用 <b></b> 或 <strong></strong>，<h1>...</h1> 是标题。',
    '把文字放在 <b> 和 </b> 之间，段落以 <p> 开头，以 </p> 结尾。',
    '开始用<p>标签，结束用</p>标签。',
    '用<b>粗体</b>标签，或 <i>斜体</i> 标签。',
    'HTML 里 <b>粗体</b> 表示加粗，<u class="c">线</u>。\n<h1>标题</h1> 是一级标题。',
    '<div> 和 <span> 的区别：<div> 是块级元素。',
    '<p>标签表示段落，<div>标签表示块。',
    'Use <br> to break a line, <b> to start bold and </b> to end it. The <table> element holds <tr> rows.',
    'Vue 的 <template> 里用 <slot>，泛型 List<String>、Map<String, List<Button>>、Ref<Label>、vector<int>。',
    '把 <your-key> 换成密钥，git checkout <head>，运行 app <name> <label>',
    '占比<80%时正常，a<b 且 c>d，x <= 3，i<n && p>q，1<b>0',
    'HTML 注释写成 <!-- 注释 -->。',
    '在 XML 里 & 写成 &amp;，< 写成 &lt;。',
    '空格写成 &nbsp;，&copy; 表示版权符号，用 &lt; 代替小于号。',
    'HTML 实体：&lt; &gt; &amp; &quot;。\n下面是 &hellip;',
    '在JS里 "&amp;" 要转义。',
    'Write &amp; as &amp;amp; and use &nbsp; for spaces.',
    '© 写作 &copy;。',
    'React 里写 <App /> 或 <Button onClick={fn}>提交</Button>，片段写 <>...</>。',
    '用 <Button type="primary">确定</Button> 就好，<Link to="/a">首页</Link>。',
    '把 <div> 换成 <section>，再加上 <img src="a.png" alt="图"> 就行。',
    'DeepSeek 的 <think> 标签里是思考过程，</think> 之后是答案。',
  ])('stay: %s', (text) => {
    expect(render([text])).toBe(text);
    expect(render(text.split(''))).toBe(text);
  });

  it.each<[string, string, string]>([
    [
      'a list of tags',
      '标签有：\n- <p>：段落\n- <br>\n- <hr> 分隔线\n- <b></b>',
      '标签有：\n• <p>：段落\n• <br>\n• <hr> 分隔线\n• <b></b>',
    ],
    [
      'a table of tags',
      '|标签|含义|\n|-|-|\n|<p>|段落|\n|<br>|换行|',
      '标签：含义\n• <p>：段落\n• <br>：换行',
    ],
    [
      'a table of entities',
      '|字符|实体|\n|-|-|\n|<|&lt;|\n|空格|用 &nbsp;|',
      '字符：实体\n• <：&lt;\n• 空格：用 &nbsp;',
    ],
    ['a tag on its own line', '换行标签是：\n\n<br>\n\n就这样', '换行标签是：\n\n<br>\n\n就这样'],
    [
      'a page',
      '一个网页：\n<html>\n<body>\n<h1>你好</h1>\n<p>段落</p>\n</body>\n</html>\n\n<b>完</b>',
      '一个网页：\n<html>\n<body>\n<h1>你好</h1>\n<p>段落</p>\n</body>\n</html>\n\n完',
    ],
    ['a heading', '## <p> 标签\n文', '【<p> 标签】\n文'],
  ])('stay where they are the subject: %s', (_, markdown, expected) => {
    expect(render([markdown])).toBe(expected);
    expect(render(markdown.split(''))).toBe(expected);
  });
});

describe('tags and entities that mark text', () => {
  it.each<[string, string, string]>([
    ['a list on one line', '<ul><li>一</li><li>二</li></ul>', '• 一\n• 二'],
    ['a list after text', '功能：<ul><li>一</li><li>二</li></ul>后文', '功能：\n• 一\n• 二\n后文'],
    [
      'a numbered list',
      '<p>第一段</p><p>第二段</p><ol><li>步骤甲</li><li>步骤乙</li></ol>',
      '第一段\n第二段\n1. 步骤甲\n2. 步骤乙',
    ],
    [
      'a nested list',
      '<ul><li>一<ul><li>甲</li><li>乙</li></ul></li><li>二</li></ul>',
      '• 一\n　• 甲\n　• 乙\n• 二',
    ],
    ['items without an end', '<ul><li>一<li>二</ul>后文', '• 一\n• 二\n后文'],
    [
      'a list over several lines',
      '步骤：<ol>\n  <li>甲。乙</li>\n  <li><b>丙</b></li>\n</ol>\n完',
      '步骤：\n1. 甲。乙\n2. 丙\n\n完',
    ],
    [
      'a list in a cell',
      '|功能|说明|\n|-|-|\n|甲|<ul><li>一</li><li>二</li></ul>|\n|乙|一<br>二 <br> 三|',
      '功能：说明\n• 甲：• 一 • 二\n• 乙：一 二 三',
    ],
    ['paragraphs of several sentences', '<p>甲。乙。</p><p>丙。丁。</p>', '甲。乙。\n丙。丁。'],
    ['a paragraph over several lines', '<p>甲。\n乙。</p>\n丙', '甲。\n乙。\n丙'],
    ['headings', '<h2>标题</h2>正文<h3>小标题</h3>正文', '标题\n正文\n小标题\n正文'],
    [
      'a table',
      '<table><tr><th>姓名</th><th>年龄</th></tr><tr><td>张三</td><td></td><td>20</td></tr></table>完',
      '姓名 | 年龄\n张三 | 20\n完',
    ],
    [
      'a definition list',
      '<dl><dt>甲</dt><dd>一</dd><dt>乙</dt><dd>二</dd></dl>',
      '甲\n一\n乙\n二',
    ],
    ['blocks', '<div>一</div><div>二</div><blockquote>三</blockquote>四', '一\n二\n三\n四'],
    ['a block alone on its line', '<div align="center">\n\n# 标题\n\n</div>\n后', '【标题】\n后'],
    [
      'inline tags',
      '这是<b>重点</b>，<strong>加粗</strong>，<font color="red">红</font>，x<sup>2</sup>，H<sub>2</sub>O',
      '这是重点，加粗，红，x²，H₂O',
    ],
    [
      'raised and lowered text',
      'x<sub>i+1</sub>，10<sup>-6</sup>，e<sup>iπ</sup>，v<sub>平均</sub>，结论<sup>[2]</sup>，品牌<sup>®</sup>，<sup>**2**</sup>',
      'xᵢ₊₁，10⁻⁶，e^(iπ)，v_平均，结论[2]，品牌®，^2',
    ],
    ['a tag that is named before it is used', '<u> 下划线，如<u>重点</u>', '<u> 下划线，如重点'],
    ['nested inline tags', '<b><i><u><s><q>深</q></s></u></i></b>处', '深处'],
    ['breaks', '一<br>二 <br> 三<br/>\n**四**<br>', '一\n二\n三\n\n四'],
    [
      'a link',
      '请 <a href="https://e.cn/?a=1&amp;b=2">点<b>这里</b></a>。',
      '请 点这里（https://e.cn/?a=1&b=2）。',
    ],
    ['an anchor', '<a name="top"></a>标题', '标题'],
    ['a picture', '看<img src="https://e.cn/a.png" alt="图">', '看 🖼 图 https://e.cn/a.png'],
    ['a comment', '前<!-- 内部备注 -->后', '前后'],
    [
      'entities',
      'AT&amp;T &lt;名额有限&gt;&nbsp;先到，5 &lt; 6 &amp;&amp; 7 &gt; 6，作者是 &lt;张三&gt;，R&amp;D',
      'AT&T <名额有限> 先到，5 < 6 && 7 > 6，作者是 <张三>，R&D',
    ],
  ])('are taken off: %s', (_, markdown, expected) => {
    expect(render([markdown])).toBe(expected);
    expect(render(markdown.split(''))).toBe(expected);
  });
});
