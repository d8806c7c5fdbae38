import type { SimulatorAnswer } from './simulator-contract.ts';

/** What the console knows of the simulator's page. */
export interface SimulatorDesk {
  readonly state: SimulatorAnswer['state'];
  /** What starts it in a process of its own. */
  readonly command: string;
  /** Returns the address with the page's key, for a console at this origin; undefined where there is no page. */
  address(consoleOrigin: string): string | undefined;
}
