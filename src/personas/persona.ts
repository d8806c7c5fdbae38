/** A role that a follower can choose, in the language of the account. */
export interface Persona {
  /** The name of its file without .md; empty for the account's own prompt. */
  readonly id: string;
  /** What followers read. */
  readonly name: string;
  /** Every name by which a follower can choose it, in both languages. */
  readonly names: readonly string[];
  /** Empty when the file has none. */
  readonly description: string;
  /** What the follower who chose it reads; the catalogue's sentence when the file has none. */
  readonly greeting: string;
  /** The instructions for the model. */
  readonly prompt: string;
  /** 0 for exact work, about 1 for free writing; absent for the setting of the model. */
  readonly temperature?: number | undefined;
  /** The model to begin with, as `provider/model`; absent for the account's own order. */
  readonly model?: string | undefined;
}

/** The head of a persona's file, as it was written. */
export interface PersonaHead {
  readonly name: string;
  readonly name_en?: string;
  readonly description?: string;
  readonly description_en?: string;
  readonly greeting?: string;
  readonly greeting_en?: string;
  readonly temperature?: number;
  readonly model?: string;
  /** The tools that the persona may use; nothing reads them yet. */
  readonly tools?: readonly string[];
}

/** A persona's file, with everything in both languages that it holds. */
export interface PersonaFile extends PersonaHead {
  readonly id: string;
  readonly prompt: string;
}
