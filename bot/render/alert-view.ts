// All that the alert message is made from.
import type { Detection } from '../domain/detection/detection.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Settings } from '../domain/settings.ts';

export interface AlertView {
  readonly incident: Incident;
  readonly detections: ReadonlyMap<string, Detection>;
  readonly settings: Settings;
  /** What can be asked about an incident, in the order of the menu. */
  readonly queries: readonly { readonly id: string; readonly title: string }[];
  readonly now: Date;
}
