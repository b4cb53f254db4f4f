// What each framework asks of audit logs, as data. Not legal advice: what an assessor asks for counts.
import type { Requirement } from './deployment-plan.ts';
import type { Preset } from './deployment-settings.ts';
import { GDPR } from './preset-gdpr.ts';
import { HIPAA } from './preset-hipaa.ts';
import { PCI } from './preset-pci.ts';
import { SOC2 } from './preset-soc2.ts';

/** What Trailbot sets that a requirement can be served by. */
export type Aspect =
  /** Every Region, every management event, one trail. */
  | 'recorded'
  /** Objects and functions that the company names. */
  | 'data-events'
  /** Days that the archive keeps. */
  | 'kept'
  /** Days that the log group keeps: searched at once. */
  | 'at-hand'
  | 'validated'
  | 'protected'
  | 'locked'
  | 'encrypted'
  | 'alarms'
  | 'review';

export interface PresetRules {
  /** For people, with the version: "PCI DSS 4.0.1". */
  readonly name: string;
  /** Days that the archive has to keep at least; undefined: the framework names none. */
  readonly archiveDays?: number;
  /** Days that the archive keeps when nobody asks for more: the framework wants an end, and names none. */
  readonly archiveDaysUnsaid?: number;
  /** Days that have to be at hand for a search. */
  readonly logDays?: number;
  readonly serves: { readonly [aspect in Aspect]?: readonly Omit<Requirement, 'preset'>[] };
}

export const PRESET_RULES: { readonly [preset in Preset]: PresetRules } = {
  soc2: SOC2,
  pci: PCI,
  hipaa: HIPAA,
  gdpr: GDPR,
};

/** Each requirement of these presets that the aspect serves, in their order. */
export function requirements(presets: readonly Preset[], aspect: Aspect): readonly Requirement[] {
  return presets.flatMap((preset) =>
    (PRESET_RULES[preset].serves[aspect] ?? []).map((requirement) => ({ preset, ...requirement })),
  );
}
