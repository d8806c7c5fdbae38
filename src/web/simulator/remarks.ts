import type { PageEvent } from '../../simulator/page/page-events.ts';
import { duration } from '../shared/duration.ts';
import type { PageTexts } from './texts/page-texts.ts';

/** What the simulator says between the messages of a chat. */
export function remarkOf(
  event: PageEvent,
  texts: PageTexts,
  explain: (reason: string) => string,
): string {
  switch (event.type) {
    case 'switched':
      return `${texts.switched[event.what]} ${switchedTo(event, texts)}`;
    case 'fault':
      return `⚡ ${texts.instantFaults[event.fault][1]}`;
    case 'fault-used':
      return `⚡ ${texts.armedFaults[event.fault].happened}`;
    case 'process':
      return event.is === 'started'
        ? texts.processRemarks.started(duration(event.awayMs))
        : texts.processRemarks[event.is];
    case 'taken-over':
      return texts.processRemarks.takenOver(event.answer.length);
    case 'impossible':
      return explain(event.why);
    default:
      return '';
  }
}

function switchedTo(event: PageEvent & { type: 'switched' }, texts: PageTexts): string {
  switch (event.what) {
    case 'account-kind':
      return texts.kinds[event.to][0];
    case 'mode':
      return texts.modes[event.to];
    case 'answerer':
      return texts.answerers[event.to];
  }
}
