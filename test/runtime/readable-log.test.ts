import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createReadableLog } from '../../src/runtime/readable-log.ts';
import type { AdviceLanguage } from '../../src/runtime/sentence.ts';

function open(language: AdviceLanguage) {
  let written = '';
  const output = { write: (text: string) => void (written += text) };
  const log = pino({ level: 'debug' }, createReadableLog(output, { language, isColoured: false }));
  return { log, written: () => written };
}

describe('a log on a terminal', () => {
  it('has the local time, the level and the sentence, and no fields', () => {
    const { log, written } = open('en');
    log.info({ code: 'listening', port: 3000, answerer: 'x' }, 'Kuaihui listens on port 3000');
    const now = new Date();
    const hour = String(now.getHours()).padStart(2, '0');
    expect(written()).toMatch(
      new RegExp(`^\\[${hour}:\\d\\d:\\d\\d\\] INFO: Kuaihui listens on port 3000\\n$`),
    );
  });

  it('says what to do below what is wrong', () => {
    const { log, written } = open('en');
    log.warn({ code: 'x', advice: 'Compare OPENAI_API_KEY.' }, 'The model refused');
    expect(written()).toMatch(/WARN: The model refused\n +Compare OPENAI_API_KEY\.\n$/);
  });

  it('speaks Chinese where a line has it, and English where it has none', () => {
    const { log, written } = open('zh');
    log.warn(
      { code: 'x', zh: '模型拒绝了', advice: 'Compare it.', adviceZh: '请核对。' },
      'Refused',
    );
    log.info('Something for developers');
    expect(written()).toMatch(/模型拒绝了\n +请核对。\n.*Something for developers\n$/s);
    expect(written()).not.toMatch(/Refused|Compare/);
  });

  it('shows the fields of a line for developers, such as the words of a provider', () => {
    const { log, written } = open('zh');
    log.debug({ code: 'x', zh: '不用', providerSays: 'quota exceeded' }, 'A try failed');
    log.info({ code: 'x', tookMs: 3 }, 'Handled');
    expect(written()).toContain('{"code":"x","providerSays":"quota exceeded"}');
    expect(written()).not.toContain('tookMs');
  });

  it('shows the stack of a mistake, and of a foreseen failure only its sentence', () => {
    const { log, written } = open('en');
    log.warn({ err: new Error('the disk is full') }, 'Could not store');
    expect(written()).toMatch(/Could not store\n +the disk is full\n$/);
    log.error({ err: new Error('a mistake') }, 'Broke');
    expect(written()).toMatch(/Broke\n +Error: a mistake\n +at /);
  });
});
