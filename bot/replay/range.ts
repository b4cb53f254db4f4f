// Which events a replay looks at, by their time.

/** Milliseconds since 1970, `until` is not included. */
export interface Range {
  readonly since?: number;
  readonly until?: number;
}

export function isWhole({ since, until }: Range): boolean {
  return since === undefined && until === undefined;
}

/** An event without a time is in no range. */
export function isWithin(at: number | undefined, { since, until }: Range): boolean {
  if (since === undefined && until === undefined) return true;
  return at !== undefined && (since === undefined || at >= since) && (until === undefined || at < until);
}
