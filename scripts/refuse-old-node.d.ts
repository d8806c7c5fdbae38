/** Returns what to do about a Node that is too old for Kuaihui, or undefined when it is new enough. */
export function describeOldNode(version: string): string | undefined;
