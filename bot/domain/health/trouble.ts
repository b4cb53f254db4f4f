// What was wrong at one daily look and is still wrong at the next: new trouble is told whole, the other in a line.
import { type Finding, HEALTH_STATES, type HealthState } from './health.ts';

export interface Trouble {
  readonly check: string;
  readonly title: string;
  readonly state: Exclude<HealthState, 'ok'>;
  /** When it was seen first. */
  readonly since: Date;
}

export interface Comparison {
  /** Not there at the last look, or in another state then. */
  readonly fresh: readonly Finding[];
  /** Told before; the worst first. */
  readonly lasting: readonly Trouble[];
  /** Gone since the last look. */
  readonly mended: readonly Trouble[];
  /** All that is wrong now: what the next look compares with. */
  readonly now: readonly Trouble[];
}

/** @param before what was wrong at the last look; none when there was no look the day before */
export function compareTroubles(
  findings: readonly Finding[],
  before: readonly Trouble[],
  at: Date,
): Comparison {
  const troubles = HEALTH_STATES.flatMap((state) => findings.filter((finding) => finding.state === state));
  const seen = troubles.flatMap((finding) => {
    const { check, title, state } = finding;
    if (state === 'ok') return [];
    const known = before.find((one) => one.check === check && one.state === state);
    return [{ finding, known, trouble: { check, title, state, since: known?.since ?? at } }];
  });
  return {
    fresh: seen.flatMap(({ finding, known }) => (known ? [] : [finding])),
    lasting: seen.flatMap(({ known, trouble }) => (known ? [trouble] : [])),
    mended: before.filter(({ check }) => !seen.some(({ trouble }) => trouble.check === check)),
    now: seen.map(({ trouble }) => trouble),
  };
}

/** Worth a reminder each day: a warning is told once, or the reminders would be what nobody reads any more. */
export function isPressing({ state }: Pick<Trouble, 'state'>): boolean {
  return state === 'broken' || state === 'unknown';
}
