import type { Wish } from './steady-model.ts';

/** Half of the answers are shorter, and a tenth longer than the second one, in characters. */
const MEDIAN = 300;
const P90 = 1200;
const Z90 = 1.2816;
const SIGMA = Math.log(P90 / MEDIAN) / Z90;
const LONGEST = 2000;
const SHORTEST = 20;
/** Characters a second, spread evenly. */
const SLOWEST = 20;
const FASTEST = 150;

/** Answers whose lengths are log-normal and whose rates differ, the same ones for the same seed. */
export function varyWishes(seed: number): (at: number) => Pick<Wish, 'characters' | 'seconds'> {
  return (at) => {
    const random = createRandom(seed * 100_003 + at);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const length = MEDIAN * Math.exp(SIGMA * normal);
    const characters = Math.round(Math.min(LONGEST, Math.max(SHORTEST, length)) / 20) * 20;
    const rate = SLOWEST + random() * (FASTEST - SLOWEST);
    return { characters, seconds: Number((characters / rate).toFixed(2)) };
  };
}

/** mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
