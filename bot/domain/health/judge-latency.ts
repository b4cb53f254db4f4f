// How long it took, the last time, from an API call to its message.
import { nameDuration } from '../context/name-duration.ts';
import type { Incident } from '../incident/incident.ts';
import { STREAM_FUNCTION } from '../naming.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { find, ok, type Reading, warning } from './reading.ts';
import { TEST_ACTOR } from './test-record.ts';

/** CloudTrail delivers "within about 5 minutes on average"; three times that is out of the ordinary. */
const SLOW_MS = 15 * 60_000;

/** @param incidents the latest, in any order. Tests are left out: CloudTrail had no part in them. */
export function judgeLatency(
  incidents: Reading<readonly Incident[]>,
  { homeRegion: region }: Settings['trail'],
): Finding {
  const place = { kind: 'function', region, name: STREAM_FUNCTION } as const;
  const check = { check: 'latency', title: 'Alerts come in time', place };
  return find(check, incidents, (all) => {
    const [newest] = all
      .filter(({ actor, tallies }) => actor?.name !== TEST_ACTOR && tallies.length > 0)
      .toSorted((left, right) => right.openedAt.getTime() - left.openedAt.getTime());
    const first = newest?.tallies[0]?.first;
    if (newest === undefined || first === undefined)
      return {
        state: 'unknown',
        detail: 'because nothing was reported lately that could be timed',
        remedy: 'Type `/trail test` to send a harmless event down the whole way.',
      };
    const took = Math.max(0, newest.openedAt.getTime() - first.getTime());
    if (took <= SLOW_MS) return ok(`The last took ${nameDuration(took)}.`);
    return warning(
      `The last took ${nameDuration(took)} from the call to the message.`,
      'Look at the checks of delivery; if they are well, type `/trail test` to see which part is slow.',
    );
  });
}
