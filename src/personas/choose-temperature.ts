/** What is assumed of a model without a set temperature. */
const USUAL = 0.7;
const RISE = 0.3;
const HIGHEST = 1.2;

/** Chooses how freely the model words an answer; another answer to the same question is worded more freely. */
export function chooseTemperature(facts: {
  readonly isAgain: boolean;
  readonly ofPersona: number | undefined;
  readonly ofModel: number | undefined;
}): number | undefined {
  const { isAgain, ofPersona, ofModel } = facts;
  // What the model has of its own needs no mention.
  if (!isAgain) return ofPersona;
  const usual = ofPersona ?? ofModel ?? USUAL;
  return Math.max(usual, Math.min(HIGHEST, Math.round((usual + RISE) * 100) / 100));
}
