import { bilingual } from '../../texts/bilingual.ts';

export const texts = bilingual({
  zh: {
    title: '模拟器',
    intro: '在浏览器里扮演粉丝，看清每一次推送和回复。',
    what: '它能做什么',
    points: [
      '像在微信里一样发文字、图片、语音和位置，也可以关注、取消关注、点菜单。',
      '在时间线上看一个回答的全过程：微信推送了几次，模型写了多久，回答是怎样送到的。',
      '制造故障：丢失回复、重复推送、接口繁忙、配额用完，看看回答会不会丢。',
    ],
    safe: '模拟器有自己的公众号和粉丝，碰不到真实的粉丝，也不会动他们的数据。选用大模型回答时会产生费用。',
    open: '打开模拟器',
    openHere: '在当前页打开',
    openTab: '在新标签页打开',
    forOwners: '只有所有者可以打开模拟器。',
    off: '模拟器没有开启',
    offAbout:
      'SIMULATOR=auto 时，填好公众号的 Token 后模拟器会自动关闭。想继续用，就把 SIMULATOR 设为 on，重启后生效。',
    toSettings: '去设置',
    single: '多个进程运行时没有模拟器页面',
    singleAbout: '模拟器的聊天只能在一个进程里。请在服务器上另开一个终端运行：',
  },
  en: {
    title: 'Simulator',
    intro: 'Play a follower in the browser and see every push and reply.',
    what: 'What it is for',
    points: [
      'Send text, pictures, voice and places as in WeChat; follow, unfollow, press the menu.',
      'See the whole way of an answer on a time line: how often WeChat pushed, how long the model wrote, how the answer was delivered.',
      'Make faults: a lost reply, a double push, a busy API, a spent quota. See whether an answer gets lost.',
    ],
    safe: 'The simulator has an account and followers of its own: it cannot reach real followers or their data. Answers of a real model cost money there, too.',
    open: 'Open the simulator',
    openHere: 'Open here',
    openTab: 'Open in a new tab',
    forOwners: 'Only owners may open the simulator.',
    off: 'The simulator is off',
    offAbout:
      'With SIMULATOR=auto it is served until the account has a token. To keep it, set SIMULATOR to on; it holds from the next start.',
    toSettings: 'To the settings',
    single: 'Several processes have no simulator page',
    singleAbout:
      'The chats of the simulator live in one process. On the server, run in another terminal:',
  },
});
