// Whether accounts and working hours are those of the settings that Trailbot ships: then they are nobody's.
import type { Settings, WorkingHours } from '../settings.ts';

/** What templates/settings.yml holds before anybody edits it; the account is the one of AWS's own documentation. */
export const SAMPLE: { readonly accounts: Settings['accounts']; readonly workingHours: WorkingHours } = {
  accounts: { '123456789012': 'production' },
  workingHours: { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00' },
};

export interface SampleParts {
  readonly accounts: boolean;
  readonly workingHours: boolean;
}

/** Somebody who named their accounts has read the file: their hours may be those of Amsterdam. */
export function sampleParts({
  accounts,
  workingHours,
}: Pick<Settings, 'accounts' | 'workingHours'>): SampleParts {
  const names = Object.entries(accounts);
  const isSample = names.every(([id, name]) => SAMPLE.accounts[id] === name) && names.length === 1;
  const { timeZone, days, from, to } = workingHours;
  const its = SAMPLE.workingHours;
  const areHours =
    timeZone === its.timeZone && from === its.from && to === its.to && `${days}` === `${its.days}`;
  return { accounts: isSample, workingHours: isSample && areHours };
}
