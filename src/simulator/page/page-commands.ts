import { z } from 'zod';
import { ARMED_FAULTS } from '../platform/faults.ts';
import { LASTING_FAULTS, SINGLE_FAULTS } from './page-events.ts';

const openId = z.string().min(1).max(64);
const text = z.string().max(20_000);
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const mediaId = z.string().max(64);

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), content: text }),
  z.object({ type: z.literal('image'), mediaId }),
  z.object({ type: z.literal('voice'), mediaId }),
  z.object({ type: z.literal('video'), mediaId }),
  z.object({ type: z.literal('file'), title: text, sizeBytes: z.number().int().nonnegative() }),
  z.object({ type: z.literal('sticker') }),
  z.object({ type: z.literal('location'), latitude, longitude, label: text }),
  z.object({ type: z.literal('link'), title: text, description: text, url: text }),
]);

const event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('subscribe'), scene: text.optional() }),
  z.object({ event: z.literal('unsubscribe') }),
  z.object({ event: z.literal('scan'), scene: text }),
  z.object({ event: z.literal('click'), key: text }),
  z.object({ event: z.literal('location'), latitude, longitude }),
]);

/** What the page can ask for. */
export const pageCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add-follower'), name: z.string().max(40).optional() }),
  z.object({ do: z.literal('send'), openId, message }),
  z.object({ do: z.literal('tap'), openId, sends: text, menuId: text.optional() }),
  z.object({ do: z.literal('event'), openId, event }),
  z.object({
    do: z.literal('set-up'),
    accountKind: z
      .enum(['personal', 'certified-subscription', 'certified-service', 'sandbox'])
      .optional(),
    mode: z.enum(['plain', 'compat', 'safe']).optional(),
    answerer: z.enum(['model', 'knowledge', 'practice']).optional(),
    practiceSeconds: z.number().min(1).max(60).optional(),
  }),
  z.object({
    do: z.literal('play-fault'),
    fault: z.enum(SINGLE_FAULTS),
    openId: openId.optional(),
  }),
  z.object({ do: z.literal('disarm-fault'), fault: z.enum(ARMED_FAULTS) }),
  z.object({ do: z.literal('keep-fault'), fault: z.enum(LASTING_FAULTS), isOn: z.boolean() }),
  z.object({ do: z.literal('verify') }),
  z.object({ do: z.literal('clear') }),
]);

export type PageCommand = z.infer<typeof pageCommand>;
