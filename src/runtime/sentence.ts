/** The language in which the deployer is advised. */
export type AdviceLanguage = 'zh' | 'en';

/** One message to the deployer, in both languages. */
export type Sentence = Readonly<Record<AdviceLanguage, string>>;
