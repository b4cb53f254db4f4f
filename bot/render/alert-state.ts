// Where an incident stands: in whose hands it is, who is contained, and whether it waits for its events, gave up waiting, or is quiet.
import type { KnownBlock } from '@slack/types';
import { LOOKS } from '../domain/alarm/look-again.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { AlertView } from './alert-view.ts';
import { section } from './blocks.ts';
import { containmentPart } from './containment/alert-lines.ts';
import { mrkdwn, time } from './mrkdwn.ts';
import { duration } from './time-words.ts';
import { triagePart } from './triage-state.ts';

/** Nothing while the message speaks for itself. */
export function alertState({ incident }: AlertView): readonly KnownBlock[] {
  return [
    ...triagePart(incident.triage),
    ...containmentPart(incident.containments),
    ...activityPart(incident),
  ];
}

function activityPart(incident: Incident): readonly KnownBlock[] {
  const waiting = incident.tallies.length === 0;
  if (waiting && incident.nextLookAt) {
    const next = time(incident.nextLookAt, 'clock');
    return [
      section(
        mrkdwn`No event could be read yet: CloudTrail takes minutes. Looking again at ${next}; this message will change.`,
      ),
    ];
  }
  const quiet = incident.quietSince
    ? [
        section(
          mrkdwn`Quiet since ${time(incident.quietSince)}: nothing more matched, which is no all-clear.`,
        ),
      ]
    : [];
  if (!waiting) return quiet;
  const unread = (incident.context?.gaps.length ?? 0) > 0;
  return [section(unread ? NOT_READ : NOT_FOUND), ...quiet];
}

const LOOKED_FOR = duration((LOOKS.at(-1) ?? 0) * 1_000);
/** A log that could not be read is no sign of a test. */
const NOT_READ = mrkdwn`No event could be read in ${LOOKED_FOR}, and the last look is over.`;
const NOT_FOUND = mrkdwn`No event was found in ${LOOKED_FOR}. This can be a test (\`SetAlarmState\`). If it is not, check with \`aws cloudtrail get-trail-status\` that the trail still delivers to its log group.`;
