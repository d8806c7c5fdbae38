import type { PageReader, PageReading, PageRequest } from '../../../src/answering/page-reader.ts';

export interface ScriptedReader extends PageReader {
  /** What comes of reading an address, whenever it is read. */
  has(address: string, reading: PageReading | Promise<PageReading>): void;
  readonly asked: { readonly address: string; readonly about: PageRequest }[];
}

export const page = (address: string, text: string): PageReading => ({
  is: 'page',
  page: { address, title: `标题 ${address}`, text, isCut: false },
});

/** Reads what a test gives it; another address is a failure of the test. */
export function createScriptedReader(): ScriptedReader {
  const readings = new Map<string, PageReading | Promise<PageReading>>();
  const asked: { address: string; about: PageRequest }[] = [];
  return {
    asked,
    has: (address, reading) => void readings.set(address, reading),
    read(address, about) {
      asked.push({ address, about });
      const reading = readings.get(address);
      if (!reading) throw new Error(`No page is scripted at ${address}`);
      return Promise.resolve(reading);
    },
  };
}
