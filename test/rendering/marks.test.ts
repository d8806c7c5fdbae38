import { describe, expect, it } from 'vitest';
import { render } from './markdown.ts';

describe('stars, underscores and tildes that are content', () => {
  it.each([
    // Arithmetic.
    '总价=单价*数量*折扣。\n面积 = 长*宽，体积=长*宽*高。',
    '成本=单价*数量；利润=售价*数量。',
    '（上底+下底）*高/2，(长+宽)*2*(高)，x*(y+1)*z，5*3*2',
    '税额=收入*税率-速算扣除数，年终奖*10%*12',
    '结果是 2**10 和 3**2，(a+b)**2+(c+d)**2，2**(n+1) 与 3**(n+1)。',
    'π*r*r，$a*$b*$c',
    // Masks.
    '手机号138***1234，139***5678已登记。邮箱ab***@qq.com、cd***@163.com。',
    '身份证 110101********1234，卡号6222****8888，密码******',
    '中奖名单：张**、李**、王*、赵*明、欧阳**。',
    '恭喜张**先生，李**女士，以及王**和陈**中奖。',
    '张**（138****1234）、李**（139****5678）',
    '恭喜 *明、*红、*伟 中奖，*ST康美和*ST保千跌停。',
    '用户***您好，您尾号***的卡有一笔消费；尾号**1234，尾号**5678。',
    '王***和李***都到了',
    // Patterns, pointers and code.
    "执行 grant all PRIVILEGES on *.* to root@'%' 即可；支持*.txt和*.md文件。",
    '支持 *.txt、*.md、*.docx，忽略 *.log 与 *.tmp。',
    '匹配 src/**/*.ts 和 test/**/*.ts，忽略 **/node_modules/** 与 **/dist/**',
    'src/**和test/**都算，"src/**", "test/**"，src/*，test/*，*/5 和 */2',
    'int **p, **q; int *a, *b; *p=*q',
    'main(int argc, char** argv, char** envp)',
    'f(*args, **kwargs) 和 g(*args, **kwargs)，dict(**a,**b)，{**a, **b}',
    'SELECT count(*), sum(*) FROM a; 通配符 "*" 和 "*"，字符 \'*\'、“*”、（*）',
    '正则 .*abc.*，a.*b，[*]，/*注释*/ 与 /** 文档 */',
    '定时 0 */5,*/10 * * * 执行，30 2 * * * 备份。',
    'C:\\temp\\*.tmp 和 D:\\*.*',
    // Footnotes and ratings.
    '价格*：100 元，数量*，费用**。\n*价格以官网为准。',
    '带*为必填，*为可选；带 * 号的必填',
    'Price* is final. *Terms apply.\nTax* and fee* excluded.',
    '口味：***，环境：****，服务：**。\n口味*** 环境*** 服务**',
    // Underscores.
    '__init__、__name__ 与 __FILE__，_id、_name，snake_case_name 和 my_var_，_x 和 y_。',
    '填空：___是首都，(___) 和 (___)，（__）、（__），答案：___。原因：___。',
    '填：__是__的，A_B_C，MAX_INT_32，文件_名_一',
    // Tildes.
    '大约~5 元，1~3 天，~/path/a，10:00~12:00，5~~8 天，6~~9 天，5月1日~~5月3日，6月1日~~6月3日。',
    '好呀~ 今天~~ 好的~~~ 嗯~~~~ 走啦~~',
    'f**k、s**t、M*A*S*H、E*TRADE、a * b ** c',
  ])('stay: %s', (text) => {
    expect(render([text])).toBe(text);
    expect(render(text.split(''))).toBe(text);
  });
});

describe('stars, underscores and tildes that are marks', () => {
  it.each<[string, string]>([
    ['**“引号”**后，这是**“引号”**后', '“引号”后，这是“引号”后'],
    [
      '**重点：**说明，这是**重点。**后文，**注意！**后文',
      '重点：说明，这是重点。后文，注意！后文',
    ],
    [
      '这是**重点**内容，用**npm**安装，**80%**的人，**C++**是',
      '这是重点内容，用npm安装，80%的人，C++是',
    ],
    ['这是**（重点）**和**《书名》**以及**【提示】**后', '这是（重点）和《书名》以及【提示】后'],
    ['**首先，**我们看**>=90**分和**-5℃**', '首先，我们看>=90分和-5℃'],
    [
      '请**@小王**看**#话题#**，改**.env**和 **.env** 文件',
      '请@小王看#话题#，改**.env**和 .env 文件',
    ],
    ['**输入**/**输出**，**/api/users**接口', '输入/输出，/api/users接口'],
    ['**Note:**text and **Bold**, done **now**!', 'Note:text and Bold, done now!'],
    ['**总价=单价*数量*折扣**，**电话138****1234**', '总价=单价*数量*折扣，电话138****1234'],
    ['**价格***以官网为准', '价格*以官网为准'],
    ['**卡号138***1234**后', '卡号138***1234后'],
    ['**重点 **：说明', '重点 ：说明'],
    ['***都有***，***都有***后文', '都有，都有后文'],
    ['***甲** 乙*丙，***甲* 乙**丙', '甲 乙丙，甲 乙丙'],
    ['*注意：*后文，（*斜体*）和 *E. coli*是', '注意：后文，（斜体）和 E. coli是'],
    ['*《红楼梦》*是小说，*Really*?', '《红楼梦》是小说，Really?'],
    ['*以上内容仅供参考，具体以官网为准。*', '以上内容仅供参考，具体以官网为准。'],
    ['**价格*100** 起*', '价格*100 起*'],
    ['_urgent_ and __very important__, _重点_', 'urgent and very important, 重点'],
    ['原价~~199 元~~现价 99 元，~~旧~~新', '原价199 元现价 99 元，旧新'],
    ['2\\*3\\*4 = 24', '2*3*4 = 24'],
  ])('are taken off: %s', (markdown, expected) => {
    expect(render([markdown])).toBe(expected);
    expect(render(markdown.split(''))).toBe(expected);
  });
});
