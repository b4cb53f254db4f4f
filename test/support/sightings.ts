// Sightings and alarms for the tests of how incidents grow.

import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import type { AlarmNotice } from '../../bot/domain/alarm/alarm.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { Sighting } from '../../bot/domain/incident/incident.ts';

let events = 0;

/** One event of alice, each with an id of its own. */
export function sighting(record: object = {}, judged: Partial<Sighting> = {}): Sighting {
  events += 1;
  const event = parseTrailEvent({
    eventVersion: '1.11',
    eventID: `00000000-0000-4000-8000-${String(events).padStart(12, '0')}`.replace(
      '00000000-',
      `${String(events).padStart(8, '0')}-`,
    ),
    eventTime: '2026-11-22T14:03:11Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.30.0',
    userIdentity: {
      type: 'IAMUser',
      userName: 'alice',
      arn: 'arn:aws:iam::123456789012:user/alice',
      accountId: '123456789012',
    },
    recipientAccountId: '123456789012',
    ...record,
  });
  return {
    detectionId: 'user-created',
    event,
    actor: identifyActor(event),
    lane: 'page',
    severity: 'medium',
    because: [],
    ...judged,
  };
}

export function alarm(changes: Partial<AlarmNotice> = {}): AlarmNotice {
  return {
    kind: 'alarm',
    name: 'user-created',
    arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:user-created',
    description: undefined,
    accountId: '123456789012',
    region: 'us-east-1',
    state: 'ALARM',
    previousState: 'OK',
    reason: 'Threshold Crossed',
    changedAt: new Date('2026-11-22T14:08:00Z'),
    form: 'metric',
    rangeSeconds: 60,
    threshold: 1,
    namespace: 'Trailbot',
    children: [],
    ...changes,
  };
}
