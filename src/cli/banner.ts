import { chooseNextStep, type Setup } from '../diagnosis/setup.ts';
import { setupTexts } from '../diagnosis/setup-texts.ts';
import type { AdviceLanguage } from '../runtime/sentence.ts';

/** The addresses at which the deployer can try the bot. */
export interface TryAddresses {
  /** The console, or the link that sets its first password; absent if it is not served. */
  readonly console?: { readonly address: string; readonly isSetupLink: boolean } | undefined;
  /** The simulator's page with its key; absent if it is not served. */
  readonly simulator: string | undefined;
  /** The command that talks to this server in a second terminal. */
  readonly chatCommand: string;
  /** The deployer sits at another machine, as after `ssh server`. */
  readonly isRemote: boolean;
}

/** Composes the first lines on a terminal: what answers, the connected account, where to try it, and the next step. */
export function composeBanner(
  setup: Setup,
  addresses: TryAddresses,
  language: AdviceLanguage,
): string {
  const texts = setupTexts(language);
  const { console, simulator, chatCommand, isRemote } = addresses;
  const tries = [
    ...(simulator === undefined ? [] : [`${texts.inBrowser} ${simulator}`]),
    simulator === undefined
      ? texts.inTerminalOnly(chatCommand)
      : `${texts.inTerminal} ${chatCommand}`,
  ];
  // What stands at an address of the machine itself is opened from elsewhere through a tunnel.
  const local = [console?.address, simulator].find((address) =>
    address?.startsWith('http://localhost:'),
  );
  const openConsole = console
    ? [console.isSetupLink ? texts.setPassword(console.address) : console.address]
    : [];
  const step = chooseNextStep(setup);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [texts.model, [setup.model ?? texts.noModel]],
    [texts.account, [setup.account ? texts.describeAccount(setup.account) : texts.noAccount]],
    ...(setup.documents
      ? [[texts.documents, [texts.describeDocuments(setup.documents)]] as const]
      : []),
    ...(setup.others.length > 0 ? [[texts.others, [setup.others.join(', ')]] as const] : []),
    ...(console ? [[texts.console, openConsole] as const] : []),
    [texts.tryIt, tries],
    ...(isRemote && local !== undefined
      ? [[texts.fromAfar, [texts.tunnel(portOf(local))]] as const]
      : []),
    [texts.next, [(console && texts.stepsInConsole[step]) ?? texts.steps[step]]],
  ];
  const width = Math.max(...rows.map(([label]) => columnsOf(label)));
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, at) => `  ${padTo(at === 0 ? label : '', width)}  ${value}`),
  );
  return ['', `  ${texts.name} ${setup.version}`, '', ...lines, ''].join('\n');
}

function portOf(address: string): number {
  return Number(new URL(address).port || 80);
}

/** Returns the columns of a text on a terminal, where a Chinese character takes two. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /[\u2e80-\u9fff\uff00-\uff60]/.test(character) ? 2 : 1;
  return columns;
}

function padTo(text: string, width: number): string {
  return text + ' '.repeat(width - columnsOf(text));
}
