/** A server process over this store. */
export interface LivingProcess {
  readonly id: string;
  /** Empty where a process of 0.1 did not say it. */
  readonly host: string;
  readonly pid: number;
  /** The version of Kuaihui; undefined for 0.1, which did not say it. */
  readonly version: string | undefined;
  /** The generation of the collection `accounts` that the process works with. */
  readonly generation: number;
}

/** Acknowledged by a process that serves no account of the collection, so that no command waits for it. */
export const EVERY_GENERATION = Number.MAX_SAFE_INTEGER;

/** The server processes over this store; a command beside them is not among them. */
export interface ProcessList {
  /** This process. */
  readonly me: string;
  living(): Promise<readonly LivingProcess[]>;
  /** Tells the others with which generation of the collection `accounts` this process works now. */
  acknowledge(generation: number): Promise<void>;
}
