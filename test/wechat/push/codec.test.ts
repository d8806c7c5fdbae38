import { createClock } from '../../../src/runtime/clock.ts';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createCodec, type CodecSettings, type Push } from '../../../src/wechat/push/codec.ts';
import { RefusedPushError, UnreadablePushError } from '../../../src/wechat/errors.ts';
import { parseXml } from '../../../src/wechat/push/parse-xml.ts';
import {
  account,
  compatBody,
  encrypt,
  encryptedQuery,
  messageXml,
  NOW_SECONDS,
  plainQuery,
  safeBody,
  sha1OfSorted,
  textXml,
} from '../api/account-double.ts';
import { decryptByHand, encryptByHand } from './cipher-oracle.ts';
import { vectors } from './vectors.ts';

const { token, appId, encodingAesKey, otherAesKey } = account;

function startCodec(settings: Partial<CodecSettings> = {}, nowSeconds = NOW_SECONDS) {
  const lines: { level: number; msg: string }[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as never) },
  );
  const clock = createClock({
    now: () => nowSeconds * 1000 + 250,
    after: () => {
      throw new Error('the codec waits for nothing');
    },
  });
  const defaults = { token, messageMode: 'auto', timestampWindowSeconds: 300 } as const;
  const codec = createCodec({ ...defaults, ...settings }, { clock, log });
  return {
    ...codec,
    /** Admits and decodes a push as the webhook does. */
    decode: async (query: unknown, body: string) => codec.decode(codec.admit(query), body),
    lines,
  };
}

const keys = { appId, encodingAesKey };

async function refusal(taken: Promise<unknown>): Promise<RefusedPushError | UnreadablePushError> {
  const error: unknown = await taken.then(
    (value) => `taken: ${JSON.stringify(value)}`,
    (reason: unknown) => reason,
  );
  if (error instanceof RefusedPushError || error instanceof UnreadablePushError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

/** The status is 200 for a push that WeChat signed and we cannot read. */
const outcome = (error: RefusedPushError | UnreadablePushError) => ({
  reason: error.reason,
  status: error instanceof RefusedPushError ? error.status : 200,
});

describe('the handshake', () => {
  it.each(vectors.signature.filter(({ echostr }) => echostr !== undefined))(
    'answers $id with its echostr, whatever our clock says',
    (vector) => {
      const codec = startCodec({ token: vector.token });
      const { timestamp, nonce, echostr, expected: signature } = vector;
      expect(codec.answerHandshake({ signature, timestamp, nonce, echostr })).toEqual({
        ...{ echostr, nonce, signature, token: 'current' },
        timestamp: Number(timestamp),
      });
    },
  );

  it('is the same in safe mode', () => {
    const codec = startCodec({ ...keys, messageMode: 'safe' });
    const query = { ...plainQuery(), echostr: '4375120948345356249' };
    expect(codec.answerHandshake(query).echostr).toBe('4375120948345356249');
  });

  it.each([
    ['another token', { ...plainQuery({ token: 'other' }), echostr: '1' }, 'signature wrong', 401],
    ['no signature', { timestamp: '1', nonce: '2', echostr: '1' }, 'signature missing', 401],
    ['nothing at all', {}, 'signature missing', 401],
    ['no query', undefined, 'signature missing', 401],
    ['no echostr', plainQuery(), 'query malformed', 400],
    ['two echostr', { ...plainQuery(), echostr: ['1', '2'] }, 'query repeated', 400],
  ])('is refused with %s', async (_, query, reason, status) => {
    const error = await refusal(Promise.resolve().then(() => startCodec().answerHandshake(query)));
    expect(error).toMatchObject({ reason, status });
  });
});

describe('a plain push', () => {
  it('becomes a message, with what identifies the attempt', async () => {
    const query = plainQuery();
    expect(await startCodec().decode(query, textXml)).toEqual({
      message: {
        accountId: 'gh_test',
        openId: 'oTest',
        createTime: NOW_SECONDS,
        kind: 'text',
        msgId: '23900000000000001',
        content: '你好',
      },
      timestamp: NOW_SECONDS,
      nonce: query.nonce,
      signature: query.signature,
      token: 'current',
      isEncrypted: false,
    });
  });

  it('is accepted when its encrypt_type says raw', async () => {
    const push = await startCodec(keys).decode({ ...plainQuery(), encrypt_type: 'raw' }, textXml);
    expect(push.isEncrypted).toBe(false);
  });

  it.each([
    ['300 s old', NOW_SECONDS - 300],
    ['300 s in the future', NOW_SECONDS + 300],
  ])('is accepted when it is %s and the window is 300 s', async (_, seconds) => {
    const push = await startCodec().decode(plainQuery({ timestamp: String(seconds) }), textXml);
    expect(push.timestamp).toBe(seconds);
  });

  it('is accepted at any age without a window', async () => {
    const codec = startCodec({ timestampWindowSeconds: 0 });
    await expect(codec.decode(plainQuery({ timestamp: '1' }), textXml)).resolves.toBeDefined();
  });

  it.each<[string, unknown, string, string, number]>([
    ['no query', undefined, textXml, 'signature missing', 401],
    ['no signature', { timestamp: '1', nonce: '2' }, textXml, 'signature missing', 401],
    ['an empty signature', { ...plainQuery(), signature: '' }, textXml, 'signature missing', 401],
    [
      'a wrong signature',
      { ...plainQuery(), signature: '0'.repeat(40) },
      textXml,
      'signature wrong',
      401,
    ],
    [
      'the signature of another token',
      plainQuery({ token: 'other' }),
      textXml,
      'signature wrong',
      401,
    ],
    [
      'a signature for another nonce',
      { ...plainQuery(), nonce: '1' },
      textXml,
      'signature wrong',
      401,
    ],
    [
      'a long signature',
      { ...plainQuery(), signature: 'a'.repeat(65) },
      textXml,
      'query malformed',
      400,
    ],
    ['no timestamp', { ...plainQuery(), timestamp: undefined }, textXml, 'query malformed', 400],
    ['a timestamp in words', plainQuery({ timestamp: 'now' }), textXml, 'query malformed', 400],
    ['no nonce', { ...plainQuery(), nonce: undefined }, textXml, 'query malformed', 400],
    ['a long nonce', plainQuery({ nonce: '1'.repeat(129) }), textXml, 'query malformed', 400],
    ['a nonce with a line feed', plainQuery({ nonce: '1\n2' }), textXml, 'query malformed', 400],
    [
      'two signatures',
      { ...plainQuery(), signature: [plainQuery().signature, 'x'] },
      textXml,
      'query repeated',
      400,
    ],
    ['two timestamps', { ...plainQuery(), timestamp: ['1', '2'] }, textXml, 'query repeated', 400],
    ['two nonces', { ...plainQuery(), nonce: ['1', '2'] }, textXml, 'query repeated', 400],
    [
      'a nonce with brackets',
      { ...plainQuery(), nonce: { a: '1' } },
      textXml,
      'query repeated',
      400,
    ],
    [
      'a signature that is only inherited',
      Object.create(plainQuery()),
      textXml,
      'signature missing',
      401,
    ],
    [
      'a stale timestamp',
      plainQuery({ timestamp: String(NOW_SECONDS - 301) }),
      textXml,
      'timestamp stale',
      401,
    ],
    [
      'a timestamp far ahead',
      plainQuery({ timestamp: String(NOW_SECONDS + 301) }),
      textXml,
      'timestamp stale',
      401,
    ],
    ['no body', plainQuery(), '', 'body is not XML', 200],
    ['a JSON body', plainQuery(), '{}', 'body is not XML', 200],
    ['a cut body', plainQuery(), textXml.slice(0, -10), 'body is not XML', 200],
    ['a DOCTYPE', plainQuery(), `<!DOCTYPE xml>${textXml}`, 'doctype', 200],
    ['absurd nesting', plainQuery(), '<a>'.repeat(9000), 'nested too deep', 200],
    [
      'a body without sender',
      plainQuery(),
      messageXml({ FromUserName: '' }),
      'message incomplete',
      200,
    ],
  ])('is refused with %s', async (_, query, body, reason, status) => {
    const error = await refusal(startCodec().decode(query, body));
    expect(outcome(error)).toEqual({ reason, status });
  });

  it('says what to compare when the signature is wrong', async () => {
    const { message } = await refusal(startCodec().decode(plainQuery({ token: 'x' }), textXml));
    expect(message).toContain('WECHAT_TOKEN');
    expect(message).not.toContain(token);
  });

  it('says by how much the clocks differ', async () => {
    const old = plainQuery({ timestamp: String(NOW_SECONDS - 4000) });
    const early = plainQuery({ timestamp: String(NOW_SECONDS + 4000) });
    expect((await refusal(startCodec().decode(old, textXml))).message).toContain('4000 s ahead of');
    expect((await refusal(startCodec().decode(early, textXml))).message).toContain('4000 s behind');
  });

  it('tells unsigned requests nothing about our clock', async () => {
    const query = plainQuery({ token: 'other', timestamp: '1' });
    expect((await refusal(startCodec().decode(query, textXml))).reason).toBe('signature wrong');
  });
});

describe('an encrypted push', () => {
  const encrypted = encrypt(textXml);

  it.each(['auto', 'compat', 'safe'] as const)('is opened in %s mode', async (messageMode) => {
    const query = encryptedQuery(encrypted);
    const push = await startCodec({ ...keys, messageMode }).decode(query, safeBody(encrypted));
    expect(push).toMatchObject({
      message: { kind: 'text', content: '你好' },
      // A plain push could be made with this one.
      signature: query.signature,
      isEncrypted: true,
      aesKey: 'current',
    });
  });

  it('needs both signatures, as WeChat sends them', async () => {
    const query = { ...encryptedQuery(encrypted), signature: '' };
    const error = await refusal(startCodec(keys).decode(query, safeBody(encrypted)));
    expect(error.reason).toBe('signature missing');
  });

  it.each(['auto', 'plain', 'compat'] as const)(
    'without msg_signature is read from the plain fields of a compat body in %s mode',
    async (messageMode) => {
      const query = { ...encryptedQuery(encrypted), msg_signature: undefined };
      const codec = startCodec({ ...keys, messageMode });
      const push = await codec.decode(query, compatBody(textXml, encrypted));
      expect(push).toMatchObject({ isEncrypted: false, message: { content: '你好' } });
    },
  );

  it('is found with blanks and line breaks around its ciphertext', async () => {
    for (const body of [
      `<xml>\n <ToUserName>\n<![CDATA[gh_test]]>\n</ToUserName>\n <Encrypt>\n  <![CDATA[${encrypted}]]>\n </Encrypt>\n</xml>\n`,
      `<xml><ToUserName>gh_test</ToUserName><Encrypt> ${encrypted}\r\n</Encrypt></xml>`,
      `<xml><ToUserName>gh_test</ToUserName><Encrypt><![CDATA[\n${encrypted} ]]></Encrypt></xml>`,
    ]) {
      const push = await startCodec(keys).decode(encryptedQuery(encrypted), body);
      expect(push).toMatchObject({ isEncrypted: true, message: { content: '你好' } });
    }
  });

  it('opens the published Official Account message, and reads its plain copy without the key', async () => {
    const vector = vectors.decrypt.find(({ compatBody: body }) => body !== undefined);
    if (vector?.compatBody === undefined) throw new Error('the vector is gone');
    const { timestamp, nonce, signature, msgSignature: msg_signature } = vector;
    const query = { timestamp, nonce, signature, msg_signature, encrypt_type: 'aes' };
    const settings = { token: vector.token, appId: vector.receiveId };
    const message = { kind: 'text', content: 'abcdteT', msgId: '6054768590064713728' };

    const withKey = startCodec(
      { ...settings, encodingAesKey: vector.encodingAESKey },
      Number(timestamp),
    );
    expect(await withKey.decode(query, vector.compatBody)).toMatchObject({
      message,
      isEncrypted: true,
      signature,
    });
    const withoutKey = startCodec(settings, Number(timestamp));
    expect(await withoutKey.decode(query, vector.compatBody)).toMatchObject({
      message,
      isEncrypted: false,
      signature,
    });
  });

  it('takes the encrypted copy of a compat body, whatever its plain fields say', async () => {
    const forged = compatBody(messageXml({ Content: '假', MsgId: '1' }), encrypted);
    const push = await startCodec(keys).decode(encryptedQuery(encrypted), forged);
    expect(push.message).toMatchObject({ content: '你好' });
  });

  it('reads the plain fields of a compat body in plain mode', async () => {
    const codec = startCodec({ ...keys, messageMode: 'plain' });
    const push = await codec.decode(encryptedQuery(encrypted), compatBody(textXml, encrypted));
    expect(push).toMatchObject({ isEncrypted: false, message: { content: '你好' } });
  });

  it('is opened with the previous key while the key is changed, and answered with it', async () => {
    const old = encrypt(textXml, { encodingAesKey: otherAesKey });
    const codec = startCodec({ ...keys, previousEncodingAesKey: otherAesKey });
    const push = await codec.decode(encryptedQuery(old), safeBody(old));
    expect(push).toMatchObject({ isEncrypted: true, aesKey: 'previous' });
    const reply = await parseXml(codec.encode({ kind: 'text', text: '在' }, push).body);
    const [ciphertext] = reply['Encrypt'] as [string];
    expect(decryptByHand(ciphertext, otherAesKey).message).toContain('<![CDATA[在]]>');
  });

  const withoutMessageSignature = { ...encryptedQuery(encrypted), msg_signature: undefined };
  const broken = encryptByHand(textXml, {
    ...account,
    padding: (wanted) => Buffer.concat([Buffer.alloc(wanted - 1, 1), Buffer.from([wanted])]),
  });
  const forOther = encrypt(textXml, { appId: 'wxffffffffffffffff' });
  const otherKey = encrypt(textXml, { encodingAesKey: otherAesKey });
  const truncated = encrypted.slice(0, -7);
  const innerJson = encrypt('{"MsgType":"text"}');
  const innerDoctype = encrypt(`<!DOCTYPE xml>${textXml}`);
  const emptyEncrypt = `<xml><ToUserName>gh_test</ToUserName><Encrypt></Encrypt></xml>`;
  const twoEncrypts = safeBody(encrypted).replace('</xml>', '<Encrypt>AAAA</Encrypt></xml>');

  it.each<[string, Partial<CodecSettings>, unknown, string, string, number]>([
    [
      'no msg_signature',
      keys,
      withoutMessageSignature,
      safeBody(encrypted),
      'message signature missing',
      200,
    ],
    [
      'a wrong msg_signature',
      keys,
      { ...encryptedQuery(encrypted), msg_signature: '0'.repeat(40) },
      safeBody(encrypted),
      'signature wrong',
      401,
    ],
    [
      'the msg_signature of another token',
      keys,
      encryptedQuery(encrypted, { token: 'other' }),
      safeBody(encrypted),
      'signature wrong',
      401,
    ],
    [
      'two msg_signatures',
      keys,
      { ...encryptedQuery(encrypted), msg_signature: ['a', 'b'] },
      safeBody(encrypted),
      'query repeated',
      400,
    ],
    [
      'another ciphertext than was signed',
      keys,
      encryptedQuery(encrypted),
      safeBody(otherKey),
      'signature wrong',
      401,
    ],
    [
      'a stale timestamp',
      keys,
      encryptedQuery(encrypted, { timestamp: '1600000000' }),
      safeBody(encrypted),
      'timestamp stale',
      401,
    ],
    [
      'the AppID of another account',
      keys,
      encryptedQuery(forOther),
      safeBody(forOther),
      'app id wrong',
      200,
    ],
    ['broken padding', keys, encryptedQuery(broken), safeBody(broken), 'cannot decrypt', 200],
    [
      'truncated base64',
      keys,
      encryptedQuery(truncated),
      safeBody(truncated),
      'cannot decrypt',
      200,
    ],
    ['another key', keys, encryptedQuery(otherKey), safeBody(otherKey), 'cannot decrypt', 200],
    // The msg_signature of an empty ciphertext is the plain signature.
    ['an empty ciphertext', keys, encryptedQuery(''), emptyEncrypt, 'cannot decrypt', 200],
    ['an empty ciphertext and no key', {}, encryptedQuery(''), emptyEncrypt, 'cannot decrypt', 200],
    ['two ciphertexts', keys, encryptedQuery(encrypted), twoEncrypts, 'cannot decrypt', 200],
    ['JSON inside', keys, encryptedQuery(innerJson), safeBody(innerJson), 'body is not XML', 200],
    [
      'a DOCTYPE inside',
      keys,
      encryptedQuery(innerDoctype),
      safeBody(innerDoctype),
      'doctype',
      200,
    ],
    ['no key', { appId }, encryptedQuery(encrypted), safeBody(encrypted), 'aes key missing', 200],
    [
      'no key in safe mode',
      { appId, messageMode: 'safe' },
      encryptedQuery(encrypted),
      compatBody(textXml, encrypted),
      'aes key missing',
      200,
    ],
    [
      'no app id',
      { encodingAesKey },
      encryptedQuery(encrypted),
      safeBody(encrypted),
      'app id missing',
      200,
    ],
    [
      'plain mode',
      { ...keys, messageMode: 'plain' },
      encryptedQuery(encrypted),
      safeBody(encrypted),
      'encrypted body refused',
      200,
    ],
  ])('is refused with %s', async (_, settings, query, body, reason, status) => {
    const error = await refusal(startCodec(settings).decode(query, body));
    expect(outcome(error)).toEqual({ reason, status });
  });

  it.each<[Partial<CodecSettings>, string]>([
    [{ appId }, 'WECHAT_ENCODING_AES_KEY'],
    [{ encodingAesKey }, 'WECHAT_APP_ID'],
    [{ appId: 'wxffffffffffffffff', encodingAesKey }, 'WECHAT_APP_ID'],
    [{ appId, encodingAesKey: otherAesKey }, 'WECHAT_ENCODING_AES_KEY'],
    [{ ...keys, messageMode: 'plain' }, 'WECHAT_MESSAGE_MODE=auto'],
  ])('names, with %j, the setting to look at: %s', async (settings, name) => {
    const taken = startCodec(settings).decode(encryptedQuery(encrypted), safeBody(encrypted));
    expect((await refusal(taken)).message).toContain(name);
  });

  it.each([
    ['nothing but a msg_signature', { ...encryptedQuery(encrypted), signature: undefined }],
    ['two wrong signatures', encryptedQuery('x', { token: 'other' })],
    ['an old request', encryptedQuery(encrypted, { timestamp: '1600000000' })],
  ])('is not even parsed with %s', async (_, query) => {
    const body = `<!DOCTYPE xml>${safeBody(encrypted)}`;
    const { reason } = await refusal(startCodec(keys).decode(query, body));
    expect(['signature missing', 'signature wrong', 'timestamp stale']).toContain(reason);
  });

  it('does not fall back to the plain fields of a compat body that it cannot decrypt', async () => {
    const taken = startCodec(keys).decode(encryptedQuery(otherKey), compatBody(textXml, otherKey));
    expect((await refusal(taken)).reason).toBe('cannot decrypt');
  });
});

describe('plain and encrypted messages in turn', () => {
  const encrypted = encrypt(textXml);
  const sendEncrypted = (codec: ReturnType<typeof startCodec>) =>
    codec.decode(encryptedQuery(encrypted), safeBody(encrypted));
  const sendPlain = (codec: ReturnType<typeof startCodec>) => codec.decode(plainQuery(), textXml);

  it('refuses plain ones in safe mode', async () => {
    const error = await refusal(sendPlain(startCodec({ ...keys, messageMode: 'safe' })));
    expect(error).toMatchObject({ reason: 'plain body refused', status: 403 });
  });

  it('warns once, in auto mode, of plain ones among encrypted ones', async () => {
    const codec = startCodec(keys);
    const warnings = () => codec.lines.filter(({ level }) => level >= 40);
    await sendPlain(codec);
    expect(codec.lines).toEqual([]);
    await sendEncrypted(codec);
    await sendEncrypted(codec);
    expect(codec.lines).toHaveLength(1);
    expect(codec.lines[0]?.msg).toContain('WECHAT_MESSAGE_MODE=safe');
    expect(warnings()).toEqual([]);
    await sendPlain(codec);
    await sendPlain(codec);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]?.msg).toContain('WECHAT_MESSAGE_MODE=safe');
  });

  it('does not warn in compat mode', async () => {
    const codec = startCodec({ ...keys, messageMode: 'compat' });
    await sendEncrypted(codec);
    await sendPlain(codec);
    expect(codec.lines).toEqual([]);
  });
});

describe('a reply', () => {
  const push: Push = {
    message: {
      accountId: 'gh_test',
      openId: 'oTest',
      createTime: 1,
      kind: 'text',
      msgId: '1',
      content: '',
    },
    timestamp: NOW_SECONDS,
    nonce: '415670741',
    signature: '',
    token: 'current',
    isEncrypted: false,
  };
  const read = async (content: string) => {
    const { body } = startCodec().encode({ kind: 'text', text: content }, push);
    return (await parseXml(body))['Content'] as string[];
  };

  it('is XML with sender and receiver exchanged', async () => {
    const { body, contentType } = startCodec().encode({ kind: 'text', text: '第一\n第二' }, push);
    expect(contentType).toBe('text/xml; charset=utf-8');
    expect(await parseXml(body)).toEqual({
      ToUserName: ['oTest'],
      FromUserName: ['gh_test'],
      CreateTime: [String(NOW_SECONDS)],
      MsgType: ['text'],
      Content: ['第一\n第二'],
    });
  });

  it.each([
    ['nothing to say', { kind: 'nothing' } as const],
    ['an empty text', { kind: 'text', text: '' } as const],
    ['white space', { kind: 'text', text: ' \n\t' } as const],
    ['characters that are all illegal', { kind: 'text', text: '\u0000\uD800\uFFFF' } as const],
  ])('is the plain word success for %s, also to an encrypted push', (_, reply) => {
    const codec = startCodec(keys);
    const success = { body: 'success', contentType: 'text/plain; charset=utf-8' };
    expect(codec.encode(reply, push)).toEqual(success);
    expect(codec.encode(reply, { ...push, isEncrypted: true, aesKey: 'current' })).toEqual(success);
  });

  it.each([
    ['control characters', 'a\u0000\u0008\u000B\u000C\u001Fb\tc\nd', 'ab\tc\nd'],
    ['lone surrogates', 'a\uD83Db\uDE00c😀d', 'abc😀d'],
    ['non-characters', 'a\uFFFE\uFFFFb', 'ab'],
    ['the end of a CDATA section', 'a]]>b]]]]>>c', 'a]]>b]]]]>>c'],
    [
      'markup',
      '<a href="weixin://x">y</a> & <!DOCTYPE x>',
      '<a href="weixin://x">y</a> & <!DOCTYPE x>',
    ],
  ])('survives %s', async (_, content, expected) => {
    expect(await read(content)).toEqual([expected]);
  });

  it('gives WeChat the text that was meant, for any text', async () => {
    const anyText = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(']]>', ']', '>', '<![CDATA[', '\uD800', '\uDFFF', '\u0000'),
      ),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (pieces) => {
        const content = `x${pieces.join('')}`;
        const legal = [...content].filter((c) =>
          /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]$|^[\u{10000}-\u{10FFFF}]$/u.test(c),
        );
        expect(await read(content)).toEqual([legal.join('')]);
      }),
    );
  });

  it('is encrypted and signed, with the nonce of the request, when the push was encrypted', async () => {
    const codec = startCodec(keys);
    const encrypted = encrypt(textXml);
    const opened = await codec.decode(
      encryptedQuery(encrypted, { nonce: '99' }),
      safeBody(encrypted),
    );
    const { body, contentType } = codec.encode({ kind: 'text', text: '在' }, opened);
    expect(contentType).toBe('text/xml; charset=utf-8');
    const envelope = await parseXml(body);
    const [ciphertext] = envelope['Encrypt'] as [string];
    const timestamp = String(NOW_SECONDS);
    expect(envelope).toEqual({
      Encrypt: [ciphertext],
      MsgSignature: [sha1OfSorted(token, timestamp, '99', ciphertext)],
      TimeStamp: [timestamp],
      Nonce: ['99'],
    });
    const inner = decryptByHand(ciphertext, encodingAesKey);
    expect(inner.id).toBe(appId);
    expect(await parseXml(inner.message)).toMatchObject({ Content: ['在'], ToUserName: ['oTest'] });
  });

  it('is encrypted afresh each time', () => {
    const codec = startCodec(keys);
    const encode = () =>
      codec.encode({ kind: 'text', text: '在' }, { ...push, isEncrypted: true, aesKey: 'current' })
        .body;
    expect(encode()).not.toBe(encode());
  });

  it('is reported when it is longer than the text limit', () => {
    const codec = startCodec({ textLimitBytes: 2048 });
    codec.encode({ kind: 'text', text: '长'.repeat(682) }, push);
    expect(codec.lines).toEqual([]);
    codec.encode({ kind: 'text', text: '长'.repeat(683) }, push);
    expect(codec.lines).toEqual([expect.objectContaining({ level: 50, bytes: 2049 })]);
  });
});

it('a codec is not created with an empty token, with which any attacker could sign', () => {
  expect(() => startCodec({ token: '' })).toThrow(TypeError);
});
