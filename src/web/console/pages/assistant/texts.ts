import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '接入助手',
    intro: '一步一步接好模型、资料和公众号。可以随时离开，回来接着做。',
    steps: {
      language: '选择语言 · Language',
      model: '选择模型',
      documents: '放进资料',
      account: '填写公众号后台',
      import: '读出原来的菜单和自动回复',
      watch: '看微信来访',
      done: '完成',
    },
    states: { open: '还没做', done: '已完成', skipped: '已跳过' },
    next: '下一步',
    skip: '先跳过，看下一步',
    locked: (name: string) => `${name} 由环境变量或 .env 设定，这里不能改。`,
    takeOver: '从 .env 接管',
    languageIntro:
      '控制台用哪种语言？以后随时能在页面右上角换。粉丝看到的提示用哪种语言，在“设置”里另外定。',
    modelIntro: '回答由大模型来写。选一家服务商，填上它的密钥；测试通过才会保存。',
    modelSet: (models: string) => `现在用的模型：${models}`,
    testAndSave: '测试并保存',
    documentsIntro:
      '把产品说明、常见问题、价目表等文件放进知识库，回答就会以它们为准。没有资料也可以先跳过。',
    documentsIn: (count: number) =>
      count === 0 ? '知识库里还没有资料。' : `知识库里有 ${count} 份资料。`,
    toKnowledge: '打开知识库',
    tryQuestion: '试问一个问题',
    question: '问题',
    questionHint: '像粉丝一样问。会调用一次模型，不会存下来。',
    ask: '提问',
    theAnswer: '粉丝会读到的回答',
    noSources: '这个回答没有引用资料。',
    connected: '接通了，公众号已经在回答。',
    missing: '还没做完的：',
    toOverview: '去概览',
    toSimulator: '在模拟器里试着聊聊',
    simulatorEnds:
      '公众号接好以后，SIMULATOR=auto 的模拟器从下次启动起就关闭；想留着就在“设置”里把 SIMULATOR 设为 on。',
  },
  en: {
    title: 'Set-up assistant',
    intro: 'Model, documents and account, step by step. Leave whenever you like and come back.',
    steps: {
      language: 'Language · 选择语言',
      model: 'Choose a model',
      documents: 'Add documents',
      account: "Fill in WeChat's backend",
      import: 'Save the menu and replies you have',
      watch: 'Watch WeChat call',
      done: 'Done',
    },
    states: { open: 'Open', done: 'Done', skipped: 'Skipped' },
    next: 'Next step',
    skip: 'Skip for now',
    locked: (name: string) =>
      `${name} is set by the environment or .env and cannot be changed here.`,
    takeOver: 'Take over from .env',
    languageIntro:
      'In which language shall the console speak? The button at the top right changes it at any time. The language of what followers read is a setting of its own.',
    modelIntro:
      'A language model writes the answers. Choose a provider and give its key; it is stored once the test succeeds.',
    modelSet: (models: string) => `The model in use: ${models}`,
    testAndSave: 'Test and save',
    documentsIntro:
      'Put product pages, questions and price lists into the knowledge, and answers follow them. Skip this if you have none yet.',
    documentsIn: (count: number) =>
      count === 0
        ? 'The knowledge holds no document yet.'
        : `The knowledge holds ${count} ${count === 1 ? 'document' : 'documents'}.`,
    toKnowledge: 'Open the knowledge',
    tryQuestion: 'Ask a test question',
    question: 'Question',
    questionHint: 'Ask as a follower would. The model is called once, and nothing is stored.',
    ask: 'Ask',
    theAnswer: 'What a follower would read',
    noSources: 'This answer quotes no document.',
    connected: 'It is connected, and the account answers.',
    missing: 'Not done yet:',
    toOverview: 'To the overview',
    toSimulator: 'Try it in the simulator',
    simulatorEnds:
      'Once the account has its token, a simulator with SIMULATOR=auto is off from the next start. To keep it, set SIMULATOR to on under Settings.',
  },
});
