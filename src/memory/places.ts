/** Caps how much of one kind of work is done concurrently; nothing waits for a place. */
export interface Places {
  /** Returns the function that gives the place back, or undefined when none is free. */
  take(): (() => void) | undefined;
}

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    take() {
      if (taken >= most) return undefined;
      taken += 1;
      let isBack = false;
      return () => {
        if (!isBack) taken -= 1;
        isBack = true;
      };
    },
  };
}
