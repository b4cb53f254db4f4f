// What the sign-off button carries: until when, and how many events were shown.

export interface SignOffValue {
  readonly until: Date;
  readonly count: number;
}

export function printSignOffValue({ until, count }: SignOffValue): string {
  return `${until.toISOString()} ${count}`;
}

/** Undefined for a value that is none of ours. */
export function parseSignOffValue(value: string): SignOffValue | undefined {
  const [, time, count] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\d{1,9})$/.exec(value) ?? [];
  const until = new Date(time ?? '');
  return Number.isNaN(until.getTime()) ? undefined : { until, count: Number(count) };
}
