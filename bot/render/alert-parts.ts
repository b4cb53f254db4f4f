// The parts of an alert that explain it: what was detected, what is unusual, what came before, and what to do.
import type { KnownBlock } from '@slack/types';
import type { Activity, Gap } from '../domain/context/context.ts';
import { isAbove } from '../domain/detection/severity.ts';
import type { Tally } from '../domain/incident/incident.ts';
import { totals } from './activity-totals.ts';
import { detectionTitle, leadDetection, leadTitle, rankTallies } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { bold, bullets, type Inline, paragraph } from './rich-text.ts';

const DETECTIONS = 4;
const UNUSUAL = 6;
const CALLS = 5;
const GAPS = 4;
const STEPS = 5;

/** Each detection with its count, its severity, and why that is above the detection's own. */
export function detectedPart(view: AlertView, shown = DETECTIONS): readonly KnownBlock[] {
  const tallies = rankTallies(view.incident);
  if (tallies.length === 0) return [paragraph(bold(leadTitle(view)), `: ${view.incident.severity}`)];
  const lines = tallies.slice(0, shown).map((tally) => detectedLine(view, tally));
  if (tallies.length > shown) lines.push([`and ${tallies.length - shown} more detections`]);
  const raised = raisedByContext(view);
  if (raised !== undefined) lines.push([`Raised to ${view.incident.severity}: ${raised}`]);
  return [bullets(undefined, lines)];
}

/** One sentence a fact. "Nothing" is said only once all was asked and answered: silence is no all-clear. */
export function unusualPart({ incident }: AlertView): readonly KnownBlock[] {
  const { context } = incident;
  if (context === undefined) return [];
  const facts = context.unusual.slice(0, UNUSUAL).map((fact) => [fact.sentence]);
  if (facts.length > 0) return [bullets('Unusual', facts)];
  const asked = context.deepened && context.gaps.length === 0;
  return asked ? [paragraph(bold('Unusual'), ': nothing noticed')] : [];
}

export function hourBeforePart({ incident }: AlertView): readonly KnownBlock[] {
  const activity = incident.context?.hourBefore;
  return activity === undefined ? [] : [paragraph(bold('Hour before'), `: ${activityWords(activity)}`)];
}

/** `37 calls, 12 failed: GetSecretValue ×20, ListBuckets ×9 and 8 more`, in the order that tells most first. */
function activityWords(activity: Activity): string {
  const shown = activity.lines.slice(0, CALLS);
  const calls = shown.map(({ eventName, count }) => (count === 1 ? eventName : `${eventName} ×${count}`));
  const others = activity.total - shown.reduce((sum, { count }) => sum + count, 0);
  const more = others > 0 ? ` and ${others} more` : '';
  return calls.length === 0 ? totals(activity) : `${totals(activity)}: ${calls.join(', ')}${more}`;
}

/** What could not be read, with the remedy: never silently left out. */
export function gapsList(gaps: readonly Gap[]): readonly KnownBlock[] {
  const lines = gaps
    .slice(0, GAPS)
    .map(({ what, reason, remedy }) => [`Could not read ${what}: ${reason}`, ` → ${remedy}`]);
  if (gaps.length > GAPS) lines.push([`and ${gaps.length - GAPS} more that could not be read`]);
  return lines.length === 0 ? [] : [bullets(undefined, lines)];
}

export function whyPart(view: AlertView): readonly KnownBlock[] {
  const why = oneLine(leadDetection(view)?.why ?? '');
  return why === '' ? [] : [paragraph(bold('Why it matters'), `: ${why}`)];
}

export function runbookPart(view: AlertView): readonly KnownBlock[] {
  const steps = (leadDetection(view)?.runbook ?? []).slice(0, STEPS).map((step) => [oneLine(step)]);
  return steps.length === 0 ? [] : [bullets('What to do', steps, 'ordered')];
}

function detectedLine(view: AlertView, tally: Tally): readonly Inline[] {
  const { count, failed, severity, because } = tally;
  const own = view.detections.get(tally.detectionId)?.severity;
  const reasons = because.slice(0, 3).join(', ');
  const raised = own !== undefined && isAbove(severity, own) ? `, raised from ${own}` : '';
  return [
    bold(detectionTitle(view, tally.detectionId), 120),
    count > 1 ? ` ×${count}` : '',
    failed === 0 ? '' : failed < count ? ` (${failed} failed)` : count === 1 ? ' (failed)' : ' (all failed)',
    `: ${severity}${raised}${reasons === '' ? '' : `: ${reasons}`}`,
  ];
}

/** The fact that made the incident worse than each of its detections. */
function raisedByContext({ incident }: AlertView): string | undefined {
  const raises = incident.tallies.every((tally) => isAbove(incident.severity, tally.severity));
  return raises ? incident.context?.unusual.find((fact) => fact.raises)?.sentence : undefined;
}

/** Templates fold long texts over several lines. */
function oneLine(text: string): string {
  return text.slice(0, 2_000).replace(/\s+/g, ' ').trim();
}
