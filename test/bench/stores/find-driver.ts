import type { StoreDriver } from './driver.ts';
import { sqliteDriver } from './sqlite-driver.ts';

const DRIVERS: Readonly<Record<string, StoreDriver>> = { sqlite: sqliteDriver };

/** The driver with this name; throws when there is none. */
export function findDriver(name: string): StoreDriver {
  const driver = DRIVERS[name];
  if (!driver) throw new Error(`No such store: ${name}. There is: ${Object.keys(DRIVERS).join()}`);
  return driver;
}
