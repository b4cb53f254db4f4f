// What the scanner asks of whoever runs it. Places are addresses in the scanner's memory, each with its end.

/** @returns the number of the kind that the host has written for these texts */
export declare function onCall(
  type: usize,
  typeEnd: usize,
  call: usize,
  callEnd: usize,
  error: usize,
  errorEnd: usize,
  how: u32,
): i32;

/** @returns a bit for each expression about user agents that may match this one */
export declare function onAgent(agent: usize, agentEnd: usize): i32;

/** @returns 1 for an event of this time that counts, 0 for one that does not, -1 when it has to be parsed */
export declare function onTime(time: usize, timeEnd: usize): i32;

/**
 * Asked of what may match by its kind, or has an escape.
 * @param kind - -1 when it cannot match by its kind
 * @returns whether it has to be parsed
 */
export declare function onDoubt(kind: i32, start: usize, stop: usize, rest: usize, escaped: bool): bool;

/** Told of what has to be parsed. @returns false to end */
export declare function onRecord(start: usize, stop: usize): bool;
