import { describe, expect, it } from 'vitest';
import type { RefusalMeaning } from '../../../src/delivery/customer-service.ts';
import { toOutcome, toTypingOutcome } from '../../../src/wechat/api/to-outcome.ts';
import { WechatApiError, WechatUnreachableError } from '../../../src/wechat/errors.ts';

const refused = (errcode: number) =>
  new WechatApiError('cgi-bin/message/custom/send', { errcode, errmsg: 'said no' });

describe('a refused message', () => {
  it.each<[number, string, RefusalMeaning]>([
    [45002, 'too long', 'shorten'],
    [-1, 'busy', 'try later'],
    [45011, 'called too often in a minute', 'try later'],
    [45047, 'no quota', 'wait for the follower'],
    [45015, 'window over', 'wait for the follower'],
    [43004, 'not a follower', 'drop'],
    [50005, 'not a follower', 'drop'],
    [48002, 'switched messages off', 'drop'],
    [43019, 'in the blacklist', 'drop'],
    [40003, 'bad OpenID', 'drop'],
    [70000, 'protection of minors', 'drop'],
    [40033, 'anything else', 'drop'],
    [48001, 'no permission', 'not permitted'],
    [48008, 'no permission for this type', 'not permitted'],
    [40164, 'IP not listed', 'operator'],
    [45009, 'daily limit', 'operator'],
    [48004, 'blocked for abuse', 'operator'],
    [50004, 'forbidden', 'operator'],
    [50007, 'frozen', 'operator'],
    [40001, 'token wrong, though renewed', 'operator'],
    [42001, 'token expired, though renewed', 'operator'],
  ])('with %d (%s) means "%s"', (errcode, _what, means) => {
    expect(toOutcome(refused(errcode))).toMatchObject({ is: 'refused', means, errcode });
  });

  it('brings the words of the log line and the advice along', () => {
    const { code, message, advice } = refused(50007);
    expect(toOutcome(refused(50007))).toMatchObject({ code, message, advice });
  });
});

it.each([true, false])('tells whether a lost message may have arrived: %s', (mayHaveArrived) => {
  const error = new WechatUnreachableError('No answer', { mayHaveArrived });
  expect(toOutcome(error)).toEqual({ is: 'unreachable', mayHaveArrived, error });
  expect(toTypingOutcome(error)).toEqual(toOutcome(error));
});

it.each([toOutcome, toTypingOutcome])('throws an error of ours again: %o', (translate) => {
  expect(() => translate(new TypeError('a bug'))).toThrow(TypeError);
});

describe('a refused typing indicator', () => {
  it.each([
    [45080, 'no interaction', 'untimely'],
    [45081, 'already typing', 'untimely'],
    [40200, 'not for this account', 'no typing'],
    [45072, 'another command is needed', 'refused'],
  ])('with %d (%s) is "%s"', (errcode, _what, is) => {
    expect(toTypingOutcome(refused(errcode)).is).toBe(is);
  });

  it.each([40001, 40014, 42001])('with %d switches no messages off', (errcode) => {
    expect(toTypingOutcome(refused(errcode))).toMatchObject({ is: 'refused', means: 'try later' });
  });

  it.each([-1, 48001, 40164])('with %d means the same as for a message', (errcode) => {
    expect(toTypingOutcome(refused(errcode))).toEqual(toOutcome(refused(errcode)));
  });
});
