/**
 * The signs of many vectors, a bit each, in memory: what is near by these is compared exactly afterwards. Vectors belong
 * to a document, with which they are replaced and removed.
 */
export interface SignBits {
  /** Takes in the signs of a document's vectors, in place of earlier ones; no passages remove it. */
  put(document: string, passages: Uint32Array, signs: Uint32Array): void;
  /** The passages that differ in the fewest signs, nearest first. */
  nearest(signs: Uint32Array, most: number): number[];
  /** Passages from all over the documents, at most so many. */
  sample(most: number): number[];
  readonly size: number;
}

/** Returns the signs of a vector, 32 to a number. */
export function signsOf(vector: Float32Array): Uint32Array {
  const signs = new Uint32Array(wordsOf(vector.length));
  for (const [place, value] of vector.entries())
    if (value > 0) signs[place >>> 5] = (signs[place >>> 5] ?? 0) | (1 << (place & 31));
  return signs;
}

function wordsOf(dimensions: number): number {
  return Math.ceil(dimensions / 32);
}

const FIRST_CAPACITY = 256;
/** Stands in place of a passage that was removed. */
const GONE = 0;

export function createSignBits(dimensions: number): SignBits {
  const words = wordsOf(dimensions);
  let bits = new Uint32Array(FIRST_CAPACITY * words);
  let ids = new Uint32Array(FIRST_CAPACITY);
  let used = 0;
  let gone = 0;
  let places = new Map<string, { readonly from: number; readonly count: number }>();

  function makeRoom(count: number): void {
    if (used + count <= ids.length) return;
    const capacity = Math.max(used + count, ids.length * 2);
    bits = copyInto(new Uint32Array(capacity * words), bits);
    ids = copyInto(new Uint32Array(capacity), ids);
  }
  /** Moves what is left together. */
  function closeGaps(): void {
    const moved = new Map<string, { readonly from: number; readonly count: number }>();
    let next = 0;
    // In the order of their places, so that nothing is overwritten before it is moved.
    for (const [document, { from, count }] of places) {
      bits.copyWithin(next * words, from * words, (from + count) * words);
      ids.copyWithin(next, from, from + count);
      moved.set(document, { from: next, count });
      next += count;
    }
    places = moved;
    used = next;
    gone = 0;
  }
  function remove(document: string): void {
    const place = places.get(document);
    if (place === undefined) return;
    ids.fill(GONE, place.from, place.from + place.count);
    gone += place.count;
    places.delete(document);
    if (gone > FIRST_CAPACITY && gone > used / 4) closeGaps();
  }

  return {
    put(document, passages, signs) {
      remove(document);
      const count = passages.length;
      if (count === 0) return;
      makeRoom(count);
      bits.set(signs.subarray(0, count * words), used * words);
      ids.set(passages, used);
      places.set(document, { from: used, count });
      used += count;
    },
    nearest(signs, most) {
      const distances = measure(bits, used, signs);
      const limit = findLimit(distances, ids, words * 32, most);
      const found: { id: number; distance: number }[] = [];
      for (let place = 0; place < used; place += 1) {
        const distance = distances[place] ?? 0;
        const id = ids[place] ?? GONE;
        if (distance <= limit && id !== GONE) found.push({ id, distance });
      }
      return found
        .sort((one, other) => one.distance - other.distance)
        .slice(0, most)
        .map(({ id }) => id);
    },
    sample(most) {
      const kept = used - gone;
      const step = Math.max(1, kept / most);
      const all = gone === 0 ? ids.subarray(0, used) : ids.subarray(0, used).filter((id) => id);
      return Array.from(
        { length: Math.min(most, kept) },
        (_, n) => all[Math.floor(n * step)] ?? GONE,
      );
    },
    get size() {
      return used - gone;
    },
  };
}

function copyInto(target: Uint32Array<ArrayBuffer>, source: Uint32Array): Uint32Array<ArrayBuffer> {
  target.set(source);
  return target;
}

/** A byte counts no more than 8 of each, so that the bytes hold the counts of so many, and the sum stays a small integer. */
const WORDS_IN_A_SUM = 15;

/** Counts the signs in which each vector differs. All vectors are looked at, so each step counts. */
function measure(bits: Uint32Array, count: number, signs: Uint32Array): Uint16Array {
  const words = signs.length;
  const distances = new Uint16Array(count);
  for (let place = 0, at = 0; place < count; place += 1) {
    let distance = 0;
    for (let word = 0; word < words;) {
      // Four counts stand side by side in one number, a byte each.
      let sums = 0;
      const end = Math.min(words, word + WORDS_IN_A_SUM);
      for (; word < end; word += 1, at += 1) {
        let rest = (bits[at] as number) ^ (signs[word] as number);
        rest -= (rest >>> 1) & 0x55555555;
        rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
        sums += (rest + (rest >>> 4)) & 0x0f0f0f0f;
      }
      distance += (sums & 0xff) + ((sums >>> 8) & 0xff) + ((sums >>> 16) & 0xff) + (sums >>> 24);
    }
    distances[place] = distance;
  }
  return distances;
}

/** The distance within which at least so many are. */
function findLimit(
  distances: Uint16Array,
  ids: Uint32Array,
  furthest: number,
  most: number,
): number {
  const counts = new Uint32Array(furthest + 1);
  for (let place = 0; place < distances.length; place += 1) {
    if (ids[place] === GONE) continue;
    const distance = distances[place] as number;
    counts[distance] = (counts[distance] as number) + 1;
  }
  let within = 0;
  for (const [distance, count] of counts.entries()) {
    within += count;
    if (within >= most) return distance;
  }
  return furthest;
}
