import { useRef, useState } from 'preact/hooks';
import type { PageCommand } from '../../simulator/page/page-commands.ts';
import { upload } from './connection.ts';
import { usePage } from './context.ts';
import { focusMessageBox } from './focus.ts';
import { FormDialog } from './form-dialog.tsx';
import type { FormField } from './form-dialog.tsx';
import type { FollowerView } from './view.ts';

type Message = (PageCommand & { do: 'send' })['message'];
type Event = (PageCommand & { do: 'event' })['event'];
type FileKind = 'picture' | 'voice' | 'video' | 'file';

const ACCEPTS: Record<FileKind, string> = {
  picture: 'image/*',
  voice: 'audio/*,.amr',
  video: 'video/*',
  file: '',
};

interface Asking {
  readonly title: string;
  readonly fields: readonly FormField[];
  readonly then: (values: Readonly<Record<string, string>>) => void;
}

/** Below the chat: the keyboard with everything that a follower can send, or the account's menu. */
export function Composer({
  follower,
  menu,
}: {
  readonly follower: FollowerView;
  readonly menu: readonly { readonly name: string; readonly key: string }[];
}) {
  const { openId } = follower;
  const { texts, ask, say } = usePage();
  const [text, setText] = useState('');
  const [shows, setShows] = useState<'keyboard' | 'tools' | 'menu'>('keyboard');
  const [asking, setAsking] = useState<Asking>();
  const fileInput = useRef<HTMLInputElement>(null);
  const fileKind = useRef<FileKind>('picture');

  const send = (message: Message) => {
    ask({ do: 'send', openId, message });
    focusMessageBox();
  };
  const does = (event: Event) => {
    ask({ do: 'event', openId, event });
    setShows('keyboard');
    focusMessageBox();
  };
  const sendText = () => {
    if (text.trim() === '') return;
    send({ type: 'text', content: text });
    setText('');
  };
  const sendFile = async (file: File) => {
    if (fileKind.current === 'file') {
      return send({ type: 'file', title: file.name, sizeBytes: file.size });
    }
    const mediaId = await upload(file);
    send({ type: fileKind.current === 'picture' ? 'image' : fileKind.current, mediaId });
  };
  const pick = (kind: FileKind) => () => {
    fileKind.current = kind;
    const input = fileInput.current;
    if (!input) return;
    input.accept = ACCEPTS[kind];
    input.click();
  };
  const { fields, tools } = texts;
  const askLocation = () =>
    setAsking({
      title: tools.location,
      fields: [
        { name: 'label', label: fields.place, value: '广州塔' },
        { name: 'latitude', label: fields.latitude, value: '23.1064' },
        { name: 'longitude', label: fields.longitude, value: '113.3245' },
      ],
      then: ({ label = '', latitude, longitude }) =>
        send({
          type: 'location',
          label,
          latitude: Number(latitude),
          longitude: Number(longitude),
        }),
    });
  const askLink = () =>
    setAsking({
      title: tools.link,
      fields: [
        { name: 'title', label: fields.title, value: '' },
        { name: 'url', label: fields.address, value: 'https://' },
      ],
      then: ({ title = '', url = '' }) => send({ type: 'link', title, url, description: '' }),
    });
  const askScene = () =>
    setAsking({
      title: tools.scan,
      fields: [{ name: 'scene', label: fields.scene, value: '1001' }],
      // A person who does not follow yet subscribes by the same code.
      then: ({ scene = '' }) =>
        does(follower.isFollowing ? { event: 'scan', scene } : { event: 'subscribe', scene }),
    });
  const buttons: readonly (readonly [icon: string, name: string, act: () => void])[] = [
    ['🖼️', tools.picture, pick('picture')],
    ['🎤', tools.voice, pick('voice')],
    ['🎬', tools.video, pick('video')],
    ['📄', tools.file, pick('file')],
    ['📍', tools.location, askLocation],
    ['🔗', tools.link, askLink],
    ['😀', tools.sticker, () => send({ type: 'sticker' })],
    ['🔳', tools.scan, askScene],
    follower.isFollowing
      ? ['👋', tools.unsubscribe, () => does({ event: 'unsubscribe' })]
      : ['➕', tools.subscribe, () => does({ event: 'subscribe' })],
  ];

  if (!follower.isFollowing && shows !== 'tools') {
    return (
      <footer class="composer gone">
        <span>{texts.left}</span>
        <button type="button" class="send" onClick={() => does({ event: 'subscribe' })}>
          {tools.subscribe}
        </button>
        <button type="button" class="icon" aria-label={tools.scan} onClick={askScene}>
          🔳
        </button>
        {asking && <FormDialog {...asking} onClose={() => setAsking(undefined)} />}
      </footer>
    );
  }
  return (
    <footer
      class="composer"
      onKeyDown={({ key }) => {
        if (key === 'Escape') setShows('keyboard');
      }}
    >
      <div class="row">
        <button
          type="button"
          class="icon"
          aria-label={shows === 'menu' ? texts.showKeyboard : texts.showMenu}
          aria-expanded={shows === 'menu'}
          onClick={() => setShows(shows === 'menu' ? 'keyboard' : 'menu')}
        >
          {shows === 'menu' ? '⌨️' : '☰'}
        </button>
        {shows === 'menu' ? (
          <div class="menu">
            {menu.map(({ name, key }) => (
              <button
                key={key}
                type="button"
                onClick={() => ask({ do: 'event', openId, event: { event: 'click', key } })}
              >
                {name}
              </button>
            ))}
          </div>
        ) : (
          <>
            <textarea
              rows={1}
              value={text}
              placeholder={texts.messagePlaceholder}
              aria-label={texts.messagePlaceholder}
              enterkeyhint="send"
              onInput={({ currentTarget }) => setText(currentTarget.value)}
              onKeyDown={(event) => {
                // While Chinese is composed, Enter takes the word and sends nothing.
                if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
                event.preventDefault();
                sendText();
              }}
            />
            {text.trim() === '' ? (
              <button
                type="button"
                class="icon"
                aria-label={texts.more}
                aria-expanded={shows === 'tools'}
                onClick={() => setShows(shows === 'tools' ? 'keyboard' : 'tools')}
              >
                ⊕
              </button>
            ) : (
              <button type="button" class="send" onClick={sendText}>
                {texts.send}
              </button>
            )}
          </>
        )}
      </div>
      {shows === 'tools' && (
        <div class="tools">
          {buttons.map(([icon, name, act]) => (
            <button key={name} type="button" onClick={act}>
              <span aria-hidden="true">{icon}</span>
              {name}
            </button>
          ))}
        </div>
      )}
      <input
        ref={fileInput}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) sendFile(file).catch((error: unknown) => say(String(error)));
          currentTarget.value = '';
        }}
      />
      {asking && <FormDialog {...asking} onClose={() => setAsking(undefined)} />}
    </footer>
  );
}
