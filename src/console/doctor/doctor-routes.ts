import { CHECK_NAMES } from '../../diagnosis/check-names.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { jsonRoute, type Route } from '../api/route.ts';
import { doctorAnswer, doctorQuery, type DoctorAnswer } from './doctor-contract.ts';
import type { DoctorDesk, DoctorResult } from './doctor-desk.ts';

/** Returns the routes about the checks of the doctor. */
export function createDoctorRoutes(desk: DoctorDesk): readonly Route[] {
  return [
    jsonRoute({
      ...{ method: 'GET', path: '/doctor', permission: 'read' },
      summary: 'What the doctor found the last time.',
      ...{ query: doctorQuery, answer: doctorAnswer },
      handle: async ({ query, language }) => toAnswer(await desk.last(query.account), language),
    }),
    jsonRoute({
      ...{ method: 'POST', path: '/doctor', permission: 'change' },
      summary: 'Has the doctor look again, which asks every model a few words.',
      ...{ query: doctorQuery, answer: doctorAnswer },
      handle: async ({ query, language }) => toAnswer(await desk.run(query.account), language),
      audit: ({ query }) => ({ action: 'doctor.run', target: query.account ?? '*' }),
    }),
  ];
}

function toAnswer(result: DoctorResult | undefined, language: AdviceLanguage): DoctorAnswer {
  if (result === undefined) return { checks: [] };
  const checks = result.checks.map(({ name, state, sentence, remedy, copy, account, tookMs }) => ({
    ...{ name, title: CHECK_NAMES[language][name], state, sentence: sentence[language] },
    ...(remedy && { remedy: remedy[language] }),
    ...(copy !== undefined && { copy }),
    ...(account !== undefined && { account }),
    ...(tookMs !== undefined && { tookMs }),
  }));
  return { at: result.at, checks };
}
