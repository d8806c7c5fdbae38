import type { ChangeAnswer } from '../../../../console/settings/settings-contract.ts';
import { useConsole, useTexts } from '../../context.ts';
import { texts } from './texts.ts';

/** Returns what tells the person where a change is in effect. */
export function useTellChange(): (name: string, answer: ChangeAnswer) => void {
  const t = useTexts(texts);
  const { say } = useConsole();
  return (name, { inEffect, notYet, nextStart }) => {
    if (nextStart.includes(name)) say(t.savedLater(name));
    else if (notYet.length > 0)
      say(t.notYet(notYet.map(({ host, pid }) => `${host} (${pid})`).join(', ')));
    else say(t.saved(name, inEffect));
  };
}
