import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { preferredLanguage, rememberLanguage } from '../shared/language.ts';
import type { Language } from '../shared/language.ts';
import { command, listen } from './connection.ts';
import { PageContext } from './context.ts';
import type { Page } from './context.ts';
import { focusMessageBox } from './focus.ts';
import { Inspector } from './inspector.tsx';
import { Phone } from './phone.tsx';
import { Settings } from './settings.tsx';
import { takeEvent } from './take-event.ts';
import { en } from './texts/en.ts';
import { reasonInChinese } from './texts/reasons-zh.ts';
import { zh } from './texts/zh.ts';
import { createView, forget } from './view.ts';

type Tab = 'chat' | 'inspector' | 'settings';

const TOAST_MS = 4000;

/** The whole page. */
export function App() {
  const [view] = useState(createView);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [isOnline, setOnline] = useState(true);
  const [language, setLanguage] = useState<Language>(preferredLanguage);
  const [tab, setTab] = useState<Tab>('chat');
  const [chosenId, choose] = useState<string>();
  const [inspected, setInspected] = useState<string>();
  const [toast, setToast] = useState('');
  const texts = language === 'zh' ? zh : en;

  useEffect(() => {
    let isDue = false;
    return listen({
      onLine: setOnline,
      onAnew: () => forget(view),
      onEvent(event, run) {
        takeEvent(view, event, run);
        if (isDue) return;
        isDue = true;
        // A long stream brings many events together; one rendering shows them all.
        setTimeout(() => {
          isDue = false;
          redraw(undefined);
        }, 30);
      },
    });
  }, [view]);

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = texts.title;
  }, [language, texts]);

  const toastTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const page = useMemo<Page>(() => {
    const say = (text: string) => {
      setToast(text);
      clearTimeout(toastTimer.current);
      toastTimer.current = setTimeout(() => setToast(''), TOAST_MS);
    };
    const explain = language === 'zh' ? reasonInChinese : (reason: string) => reason;
    const ask: Page['ask'] = (asked) => {
      command(asked).catch((error: unknown) =>
        say(explain(error instanceof Error ? error.message : String(error))),
      );
    };
    return {
      texts,
      say,
      explain,
      ask,
      inspect(pushId) {
        setInspected(pushId);
        setTab('inspector');
      },
    };
  }, [texts, language]);

  const { verified } = view;
  useEffect(() => {
    if (verified) page.say(verified.ok ? texts.verified : page.explain(verified.why));
  }, [verified?.n]);

  const followers = [...view.followers.values()];
  const chosen = view.followers.get(chosenId ?? '') ?? followers[0];
  const tabs: Tab[] = ['chat', 'inspector', 'settings'];

  // The follower who was added last is meant to write first.
  const isAdding = useRef(false);
  const addFollower = () => {
    isAdding.current = true;
    page.ask({ do: 'add-follower' });
    setTab('chat');
  };
  useEffect(() => {
    if (isAdding.current) choose(followers.at(-1)?.openId);
    isAdding.current = false;
    if (followers.length > 0) focusMessageBox();
  }, [followers.length]);

  const wasOnline = useRef(true);
  useEffect(() => {
    if (isOnline && !wasOnline.current) page.say(texts.back);
    wasOnline.current = isOnline;
  }, [isOnline]);
  const away = view.killedAt === undefined ? texts.offline : texts.killed;

  return (
    <PageContext.Provider value={page}>
      <div class="page" data-tab={tab} data-online={isOnline}>
        <header class="top">
          <h1>
            <span class="logo" aria-hidden="true" />
            <span>{texts.title}</span>
            {view.setup?.botUrl && <small>{view.setup.botUrl}</small>}
          </h1>
          <nav class="tabs">
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={tab === one}
                onClick={() => setTab(one)}
              >
                {texts[one]}
              </button>
            ))}
          </nav>
          <button type="button" class="add" onClick={addFollower}>
            <span aria-hidden="true">＋</span>
            <span class="label">{texts.addFollower}</span>
          </button>
          <button
            type="button"
            class="language"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => {
              const other = language === 'zh' ? 'en' : 'zh';
              rememberLanguage(other);
              setLanguage(other);
            }}
          >
            {texts.otherLanguage}
          </button>
        </header>
        {view.setup && <Settings setup={view.setup} />}
        <main class="phones">
          {followers.map((follower) => (
            <Phone
              key={follower.openId}
              follower={follower}
              view={view}
              isChosen={follower === chosen}
              lineCount={follower.lines.length}
              onChoose={() => choose(follower.openId)}
            />
          ))}
        </main>
        {chosen && <Inspector follower={chosen} setup={view.setup} inspected={inspected} />}
        <div class="toast" role="status" aria-live="polite" data-away={!isOnline}>
          {isOnline ? toast : away}
        </div>
      </div>
    </PageContext.Provider>
  );
}
