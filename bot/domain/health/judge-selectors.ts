// Whether the trail still records what is read and what is written: a trail can be blinded while it says it is logging.
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { type TrailDescription, trailPlace } from './judge-trail.ts';
import { broken, find, ok, type Reading, warning } from './reading.ts';
import { awsCommand, nameSome } from './remedy-words.ts';

/** As `cloudtrail:GetEventSelectors` gives it: one kind or the other. */
export interface EventSelectors {
  readonly EventSelectors?: readonly ClassicSelector[] | undefined;
  readonly AdvancedEventSelectors?: readonly AdvancedSelector[] | undefined;
}
interface ClassicSelector {
  readonly ReadWriteType?: string | undefined;
  readonly IncludeManagementEvents?: boolean | undefined;
  readonly ExcludeManagementEventSources?: readonly string[] | undefined;
}
interface AdvancedSelector {
  readonly Name?: string | undefined;
  readonly FieldSelectors?: readonly FieldSelector[] | undefined;
}
interface FieldSelector {
  readonly Field?: string | undefined;
  readonly Equals?: readonly string[] | undefined;
  readonly NotEquals?: readonly string[] | undefined;
}

/** What one selector lets through of management events. */
interface Coverage {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Services that it leaves out. */
  readonly leftOut: readonly string[];
  /** Fields that narrow it beyond that. */
  readonly narrowedBy: readonly string[];
}

export function judgeSelectors(
  selectors: Reading<EventSelectors>,
  trail: Reading<TrailDescription>,
  settings: Settings['trail'],
): Finding {
  const place = trailPlace(trail, settings);
  const check = { check: 'event-selectors', title: 'It records reads and writes', place };
  return find(check, selectors, (found) => {
    const remedy = recordAll(found, settings);
    const all = coverageOf(found);
    const whole = all.filter(({ narrowedBy }) => narrowedBy.length === 0);
    const missing = [
      ...(whole.some(({ writes }) => writes) ? [] : ['writes']),
      ...(whole.some(({ reads }) => reads) ? [] : ['reads']),
    ];
    if (missing.length > 0) {
      const fields = all.flatMap(({ narrowedBy }) => narrowedBy);
      const how = fields.length > 0 ? `, narrowed by ${nameSome([...new Set(fields)])}` : '';
      return broken(`Management events: ${missing.join(' and ')} are not all recorded${how}.`, remedy);
    }
    const leftOut = [...new Set(whole.flatMap((selector) => selector.leftOut))];
    if (leftOut.length > 0) return warning(`It leaves out ${nameSome(leftOut)}.`, remedy);
    return ok('All management events.');
  });
}

/** A longer list is nothing to paste from a message. */
const PASTABLE_SELECTORS = 1_000;

/** A trail takes one kind of selectors or the other: the plain ones would put an end to data events. */
function recordAll(
  { AdvancedEventSelectors }: EventSelectors,
  { name, homeRegion }: Settings['trail'],
): string {
  const put = ['cloudtrail', 'put-event-selectors', '--region', homeRegion, '--trail-name', name];
  if (!AdvancedEventSelectors?.length) {
    const all = '[{"ReadWriteType":"All","IncludeManagementEvents":true}]';
    return `Record everything again (this replaces the selectors that are there): ${awsCommand(...put, '--event-selectors', all)}`;
  }
  const all = {
    Name: 'Management events',
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
  };
  const others = AdvancedEventSelectors.filter((selector) => !isOfManagement(selector));
  const selectors = JSON.stringify([all, ...others]);
  if (selectors.length > PASTABLE_SELECTORS)
    return `In the CloudTrail console, trail ${name}, Management events: record reads and writes, and exclude nothing. Data events stay as they are.`;
  return `Record all management events again (data events stay as they are): ${awsCommand(...put, '--advanced-event-selectors', selectors)}`;
}

function isOfManagement({ FieldSelectors = [] }: AdvancedSelector): boolean {
  return FieldSelectors.some(
    ({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Management'),
  );
}

function coverageOf({ EventSelectors, AdvancedEventSelectors }: EventSelectors): readonly Coverage[] {
  const classic = (EventSelectors ?? []).filter((selector) => selector.IncludeManagementEvents);
  const advanced = (AdvancedEventSelectors ?? []).filter(isOfManagement);
  return [
    ...classic.map(({ ReadWriteType, ExcludeManagementEventSources }) => ({
      reads: ReadWriteType !== 'WriteOnly',
      writes: ReadWriteType !== 'ReadOnly',
      leftOut: ExcludeManagementEventSources ?? [],
      narrowedBy: [],
    })),
    ...advanced.map(({ FieldSelectors }) => coverageOfAdvanced(FieldSelectors ?? [])),
  ];
}

/** Only `readOnly = …` and `eventSource != …` leave a selector whose gaps can be named. */
function coverageOfAdvanced(fields: readonly FieldSelector[]): Coverage {
  const rest = fields.filter(({ Field }) => Field !== 'eventCategory');
  const kind = rest.find(({ Field, Equals }) => Field === 'readOnly' && Equals !== undefined);
  const sources = rest.filter(({ Field, NotEquals }) => Field === 'eventSource' && NotEquals !== undefined);
  return {
    reads: kind?.Equals?.includes('true') ?? true,
    writes: kind?.Equals?.includes('false') ?? true,
    leftOut: sources.flatMap(({ NotEquals }) => NotEquals ?? []),
    narrowedBy: rest
      .filter((field) => field !== kind && !sources.includes(field))
      .map(({ Field }) => Field ?? 'an unnamed field'),
  };
}
