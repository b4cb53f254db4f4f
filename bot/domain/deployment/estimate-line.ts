// One line of an estimate, and how its numbers are written.

export interface CostLine {
  /** For people: "Alarms". */
  readonly what: string;
  /** US dollars a month, in whole cents. */
  readonly usd: number;
  /** How it comes about: "116 alarms for 0.10 each, 10 are free". */
  readonly how: string;
}

export function costLine(what: string, usd: number, how: string): CostLine {
  return { what, usd: Math.round(usd * 100) / 100, how };
}

/** Of the rounded lines, so that a reader who adds them up gets the same. */
export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((cents, { usd }) => cents + Math.round(usd * 100), 0) / 100;
}

/** `1234567` as "1,234,567", `0.0437` as "0.04". */
export function amount(number: number): string {
  const digits = number >= 10 || Number.isInteger(number) ? 0 : number >= 1 ? 1 : 2;
  const [whole = '', part] = number.toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}
