import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createCodec } from '../../../src/wechat/push/codec.ts';
import { RefusedPushError } from '../../../src/wechat/errors.ts';
import { parseXml } from '../../../src/wechat/push/parse-xml.ts';
import { createStepClock } from '../../support/step-clock.ts';
import {
  account,
  encrypt,
  encryptedQuery,
  NOW_SECONDS,
  plainQuery,
  safeBody,
  sha1OfSorted,
  textXml,
} from '../api/account-double.ts';

const OLD = 'oldToken456';
const MINUTES_10 = 600_000;

/** A codec whose token was changed from the old one to that of the account just now. */
function startChanged() {
  const clock = createStepClock({ start: NOW_SECONDS * 1000 });
  let switches = 0;
  const { token, appId, encodingAesKey } = account;
  const codec = createCodec(
    {
      ...{ token, appId, encodingAesKey, messageMode: 'auto', timestampWindowSeconds: 0 },
      previousToken: { token: OLD, endsAt: clock.now() + MINUTES_10 },
    },
    { clock, log: pino({ level: 'silent' }), onTokenSwitched: () => (switches += 1) },
  );
  const push = (signedBy: string) =>
    codec.decode(codec.admit(plainQuery({ token: signedBy })), textXml);
  return { clock, codec, push, switches: () => switches };
}

describe('after a change of the token', () => {
  it('a request may be signed with the old one, and its push says so', async () => {
    const { push, switches } = startChanged();
    expect(await push(OLD)).toMatchObject({ token: 'previous' });
    expect(await push(OLD)).toMatchObject({ token: 'previous' });
    expect(switches()).toBe(0);
  });

  it('the first valid push with the new one ends the old one, and that is told once', async () => {
    const { push, switches } = startChanged();
    expect(await push(account.token)).toMatchObject({ token: 'current' });
    await push(account.token);
    expect(switches()).toBe(1);
    await expect(async () => push(OLD)).rejects.toThrow(RefusedPushError);
  });

  it('a verification with the new one ends the old one as well', () => {
    const { codec, switches } = startChanged();
    codec.answerHandshake({ ...plainQuery({ token: OLD }), echostr: '1' });
    expect(switches()).toBe(0);
    codec.answerHandshake({ ...plainQuery(), echostr: '1' });
    expect(switches()).toBe(1);
    expect(codec.hasSigned(plainQuery({ token: OLD }))).toBe(false);
  });

  it('an address that is signed with the new one and has a broken body ends nothing', async () => {
    const { codec, push, switches } = startChanged();
    await expect(codec.decode(codec.admit(plainQuery()), '<xml>')).rejects.toThrow();
    expect(switches()).toBe(0);
    await push(OLD);
  });

  it('the old one ends by itself when its time is over', async () => {
    const { clock, push } = startChanged();
    await clock.advance(MINUTES_10 - 1);
    await push(OLD);
    await clock.advance(1);
    await expect(async () => push(OLD)).rejects.toThrow(RefusedPushError);
  });

  it.each([
    ['old', OLD],
    ['new', account.token],
  ])('an encrypted reply is signed with the token of its request: the %s one', async (_, token) => {
    const { codec } = startChanged();
    const encrypted = encrypt(textXml);
    const admitted = codec.admit(encryptedQuery(encrypted, { token }));
    const push = await codec.decode(admitted, safeBody(encrypted));
    const envelope = await parseXml(codec.encode({ kind: 'text', text: '好' }, push).body);
    const field = (name: string) => (envelope[name] as string[])[0] ?? '';
    expect(field('MsgSignature')).toBe(
      sha1OfSorted(token, field('TimeStamp'), field('Nonce'), field('Encrypt')),
    );
  });

  it('a ciphertext that the other token signed is refused', async () => {
    const { codec } = startChanged();
    const encrypted = encrypt(textXml);
    const query = {
      ...encryptedQuery(encrypted, { token: OLD }),
      msg_signature: encryptedQuery(encrypted).msg_signature,
    };
    await expect(codec.decode(codec.admit(query), safeBody(encrypted))).rejects.toThrow(
      RefusedPushError,
    );
  });
});
