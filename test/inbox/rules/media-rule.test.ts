import { expect, it } from 'vitest';
import { createMediaRule } from '../../../src/inbox/rules/media-rule.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { file, image, shortVideo, text, video, voice } from '../../support/inbound-messages.ts';
import { nothingOwed, reply } from './planning.ts';

const rule = createMediaRule({ texts: zh });

it.each([
  ['an image', image(), zh.image],
  ['a video', video(), zh.video],
  ['a short video', shortVideo(), zh.video],
  ['a file', file(), zh.file],
])('%s gets its sentence', (_what, inbound, sentence) => {
  expect(rule.apply(inbound, nothingOwed)).toEqual(reply(sentence));
});

it.each([text('看图'), voice()])('concerns nothing else, case %#', (inbound) => {
  expect(rule.apply(inbound, nothingOwed)).toBeUndefined();
});
