import type { Command } from 'commander';
import type { AdviceLanguage, Sentence } from '../runtime/sentence.ts';

/** Tells a mistyped command line in one sentence that repeats no value, because a value may be a secret. */
export function sayUsageErrors(program: Command, language: AdviceLanguage): void {
  program.configureOutput({
    outputError: (text, write) => write(`${explainUsage(text)[language]}\n`),
  });
}

/** Returns what commander says, without values. */
export function explainUsage(text: string): Sentence {
  const said = text.replace(/^error: /, '').trim();
  const [, kind, typed] = /^unknown (option|command) '(.*)'/su.exec(said) ?? [];
  const meant = /\(Did you mean (?:one of )?(.*)\?\)$/u.exec(said)?.[1];
  if (kind !== undefined && typed !== undefined) {
    const name = nameIn(typed);
    return help({
      en: `There is no ${kind}${name && ` ${name}`}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
      zh: `没有${name && ` ${name} `}这个${kind === 'option' ? '选项' : '命令'}${meant === undefined ? '。' : `，是不是 ${meant}？`}`,
    });
  }
  const missing = /^missing required argument '(.*)'/u.exec(said)?.[1];
  if (missing !== undefined)
    return help({ en: `The argument ${missing} is missing.`, zh: `缺少参数 ${missing}。` });
  const required = /^required option '(\S+)/u.exec(said)?.[1];
  if (required !== undefined)
    return help({ en: `The option ${required} is missing.`, zh: `缺少选项 ${required}。` });
  const tooMany = /^too many arguments for '(.*)'/u.exec(said)?.[1];
  if (tooMany !== undefined)
    return help({ en: `${tooMany} takes fewer arguments.`, zh: `${tooMany} 的参数太多了。` });
  const plain = said
    .replace(/ argument '.*' is invalid/su, ' was given a value that it does not take')
    .replaceAll('\n', ' ');
  return help({ en: plain, zh: plain });
}

/** Returns the name of an option or a command without a value after it; nothing for what may be a value itself. */
function nameIn(typed: string): string {
  const [name = ''] = typed.split('=');
  return /^(?:-{0,2}[a-z-]{1,16}|-{0,2}[A-Z_]{1,40})$/.test(name) ? name : '';
}

function help({ en, zh }: Sentence): Sentence {
  return { en: `${en} Add --help to see what can be typed.`, zh: `${zh}加上 --help 可以看用法。` };
}
