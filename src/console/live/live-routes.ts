import type { Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { RingPage, Rings } from '../../runtime/ring.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { mayCall } from '../access/may-call.ts';
import { apiTexts } from '../api/api-texts.ts';
import { ConsoleError } from '../api/console-error.ts';
import { rawRoute, type Route } from '../api/route.ts';
import { createLiveFeed } from './live-feed.ts';
import type { LiveTopic } from './live-topic.ts';
import { liveTexts } from './live-texts.ts';

interface LiveDeps {
  readonly rings: Pick<Rings, 'read'>;
  readonly topics: readonly LiveTopic[];
  readonly clock: Clock;
}

const MOST_STREAMS = 50;
const MOST_ENTRIES = 200;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2000;
/** A page that takes nothing for so long is gone, or asleep; it comes back by itself. */
const STUCK_MS = 60_000;
/** Tells a page that entries are missing before the next one. */
const GAP = 'event: gap\ndata: 1\n\n';

const liveQuery = z.object({
  ring: z.string().max(64),
  after: z.coerce.number().int().nonnegative().optional(),
});

/** Returns the route by which a page follows a ring: as server-sent events, or as JSON for a page that polls. */
export function createLiveRoutes({ rings, topics, clock }: LiveDeps): readonly Route[] {
  const feed = createLiveFeed({ rings, clock });
  let streams = 0;
  const findTopic = (ring: string) => topics.find(({ name }) => name === ring.split('/')[0]);

  const route = rawRoute({
    ...{ method: 'GET', path: '/live', permission: 'conversations' },
    summary:
      'Follows what happens: server-sent events, or JSON where the page does not ask for them',
    query: liveQuery,
    answer: z.unknown(),
    gives: 'text/event-stream',
    async handle({ query: { ring, after }, user, language, signal }, request, response) {
      const topic = findTopic(ring);
      if (topic === undefined) throw new ConsoleError(404, 'not_found', apiTexts.noSuchRoute());
      if (mayCall(topic.permission, user?.role) !== 'yes')
        throw new ConsoleError(403, 'role', apiTexts.notThisRole());
      response.set('Cache-Control', 'no-store');
      if (!request.headers.accept?.includes('text/event-stream')) {
        const page = await rings.read(ring, {
          most: MOST_ENTRIES,
          ...(after !== undefined && { after }),
        });
        response.json(showPage(page, topic, language));
        return undefined;
      }
      if (streams >= MOST_STREAMS)
        throw new ConsoleError(503, 'too_many_streams', liveTexts.tooManyStreams());
      const seen = Number(request.headers['last-event-id'] ?? NaN);
      await stream(response, {
        ring,
        after: Number.isFinite(seen) ? seen : after,
        topic,
        language,
        signal,
      });
      return undefined;
    },
  });

  /** Resolves when the stream has ended. */
  function stream(
    response: Response,
    what: {
      readonly ring: string;
      readonly after: number | undefined;
      readonly topic: LiveTopic;
      readonly language: AdviceLanguage;
      /** Aborted when the browser is gone, its session has ended, or the server stops. */
      readonly signal: AbortSignal;
    },
  ): Promise<void> {
    const { ring, topic, language, signal } = what;
    let { after } = what;
    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    response.write(`retry: ${RETRY_MS}\n\n`);
    return new Promise((resolve) => {
      const timers = { beat: () => {}, stuck: () => {} };
      let unfollow = () => {};
      const end = () => {
        streams -= 1;
        unfollow();
        for (const cancel of Object.values(timers)) cancel();
        response.end();
        resolve();
      };
      const beat = () => {
        response.write(': \n\n');
        timers.beat = clock.after(HEARTBEAT_MS, beat);
      };
      /** A page that reads slowly costs no memory: the ring keeps what it has not read. */
      const waitForReader = () => {
        unfollow();
        timers.stuck = clock.after(STUCK_MS, () => response.destroy());
        response.once('drain', () => {
          timers.stuck();
          if (!signal.aborted) listen();
        });
      };
      const listen = () => {
        unfollow = feed.follow(ring, after, (page) => {
          const { entries, hasGap } = showPage(page, topic, language);
          const pieces = entries.map(
            (entry) => `id: ${entry.n}\ndata: ${JSON.stringify(entry)}\n\n`,
          );
          after = entries.at(-1)?.n ?? after;
          if (!response.write(`${hasGap ? GAP : ''}${pieces.join('')}`)) waitForReader();
        });
      };
      streams += 1;
      if (signal.aborted) {
        end();
        return;
      }
      signal.addEventListener('abort', end, { once: true });
      timers.beat = clock.after(HEARTBEAT_MS, beat);
      listen();
    });
  }

  return [route];
}

function showPage(
  { entries, newest, hasGap }: RingPage<unknown>,
  topic: LiveTopic,
  language: AdviceLanguage,
) {
  const shown = entries.map(({ n, at, value }) => ({ n, at, value: topic.show(value, language) }));
  return { entries: shown, newest, hasGap };
}
