// What settings.yml says, as a condition of Logs Insights.
import type { Settings } from '../settings.ts';
import type { SettingsConditionName } from './placeholders.ts';
import { type Span, workingSpans } from './working-spans.ts';

/** Logs Insights has no word for "never" and takes no empty list: no record has an empty id. */
const NEVER = '(eventID in [""])';

/**
 * In parentheses, so that `not` can stand before it. Holds for a call
 * - `networks`: from an address in one of the networks;
 * - `regions`: to one of the Regions;
 * - `workingHours`: made (`eventTime`) within working hours. It names each working day of `window`, because Logs
 *   Insights knows neither time zones nor weekdays; times of the same ISO form compare as text.
 */
export function settingsCondition(name: SettingsConditionName, settings: Settings, window: Span): string {
  switch (name) {
    case 'networks':
      return anyOf(
        Object.keys(settings.networks).map((block) => `isIpInSubnet(sourceIPAddress, "${block}")`),
      );
    case 'regions':
      return anyOf(settings.regions.map((region) => `awsRegion = "${region}"`));
    case 'workingHours':
      return anyOf(
        workingSpans(settings.workingHours, window).map(
          ({ from, to }) => `(eventTime >= "${isoSeconds(from)}" and eventTime < "${isoSeconds(to)}")`,
        ),
      );
  }
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? NEVER : `(${conditions.join(' or ')})`;
}

/** As CloudTrail writes `eventTime`: whole seconds. */
function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
